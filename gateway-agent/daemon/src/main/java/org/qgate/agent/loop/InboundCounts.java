package org.qgate.agent.loop;

import java.io.IOException;
import java.util.Optional;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.Channel;
import org.qgate.core.model.PacketCount;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells links what the data plane has counted of the packets that came in, so that the core can judge whether the two ends
 * use the same keys. For the loop's thread.
 */
public final class InboundCounts {
    private static final Logger LOG = LoggerFactory.getLogger(InboundCounts.class);

    private final DataPlane dataPlane;

    /** Counts of a data plane. */
    public InboundCounts(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    /** The counts of a link now; nothing if the data plane does not answer. */
    Optional<LinkEvent.InboundCounted> of(LinkRunner link, LinkSnapshot snapshot) {
        int spi = snapshot.inbound().currentSpi();
        try {
            Optional<StandingSa> standing = spi == 0 ? Optional.empty() : dataPlane.inbound(link.linkName(), spi);
            Traffic ofSa = standing.map(StandingSa::traffic).orElse(Traffic.NONE);
            Traffic all = dataPlane.inboundGone(link.linkName()).plus(ofSa);
            return Optional.of(new LinkEvent.InboundCounted(
                    count(all),
                    all.suspicious(),
                    dataPlane.missing(),
                    standing.isEmpty() ? null : name(snapshot),
                    count(ofSa)));
        } catch (IOException e) {
            LOG.debug("link {}: the data plane does not tell its counters: {}", link.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The bytes that a link has sent; nothing if the data plane does not answer. */
    Optional<LinkEvent.OutboundCounted> sent(LinkRunner link, LinkSnapshot snapshot) {
        int spi = snapshot.outbound().currentSpi();
        try {
            Optional<StandingSa> standing = spi == 0 ? Optional.empty() : dataPlane.outbound(link.linkName(), spi);
            Traffic ofSa = standing.map(StandingSa::traffic).orElse(Traffic.NONE);
            return Optional.of(new LinkEvent.OutboundCounted(
                    dataPlane.outboundGone(link.linkName()).plus(ofSa).bytes()));
        } catch (IOException e) {
            LOG.debug("link {}: the data plane does not tell its counters: {}", link.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private static PacketCount count(Traffic traffic) {
        return new PacketCount(traffic.packets(), traffic.integrityFailures());
    }

    private static SaName name(LinkSnapshot snapshot) {
        return new SaName(
                snapshot.parameters().link(),
                snapshot.epoch(),
                snapshot.parameters().role().receives(),
                Channel.DATA,
                snapshot.inbound().senderIndex());
    }
}
