package org.qgate.agent.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.boot.BootRules;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a link as a whole: an orderly stop, or its removal. */
public final class LinkLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLifecycle.class);

    private final DataPlane dataPlane;
    private final LinkNetworkProgrammer network;
    private final BootRules boot;
    private final EffectExecutor effects;

    /** Works on the data plane, on the network's configuration, and on what blocks at boot. */
    public LinkLifecycle(DataPlane dataPlane, LinkNetworkProgrammer network, BootRules boot, EffectExecutor effects) {
        this.dataPlane = dataPlane;
        this.network = network;
        this.boot = boot;
        this.effects = effects;
    }

    /** Orderly stop: SAs go, block policies, addresses and routes stay. */
    void stop(LinkRunner link, long nowNanos) throws IOException {
        end(link, nowNanos);
        dataPlane.retreat(link.linkName());
    }

    /** Removal: nothing of the link stays. Block rules go last. */
    void remove(LinkRunner link, long nowNanos) throws IOException {
        if (!link.isRemoved()) {
            end(link, nowNanos);
            link.markRemoved();
            link.publishState(nowNanos);
        }
        dataPlane.retreat(link.linkName());
        network.remove(link.name(), link.configuration().network());
        boot.drop(link.name());
        dataPlane.lift(link.linkName());
    }

    /** Blocks the traffic of a link that does not run yet. */
    void block(LinkConfiguration link) throws IOException {
        boot.put(List.of(link));
        dataPlane.prepare(link);
    }

    /** Changes which traffic a running link is for; {@code link} has all of it, which is blocked at boot too. */
    void cover(LinkConfiguration link, TrafficCover cover) throws IOException {
        boot.put(List.of(link));
        dataPlane.cover(link.parameters().link(), cover);
    }

    /** Takes away what was put in place for a link that does not run. Block rules go last. */
    void clear(LinkConfiguration link) throws IOException {
        LinkName name = link.parameters().link();
        dataPlane.retreat(name);
        network.remove(link.name(), link.network());
        boot.drop(link.name());
        dataPlane.lift(name);
    }

    /** Looks whether the link's rules, addresses and routes stand and puts right what does not; somebody hears of that. */
    void repair(LinkRunner link, long nowNanos) {
        if (link.isRemoved()) {
            return;
        }
        try {
            List<String> wrong = new ArrayList<>(dataPlane.repair(link.linkName()));
            wrong.addAll(network.restore(link.configuration().network()));
            if (!wrong.isEmpty()) {
                link.notices()
                        .disturbed(
                                "somebody else touched what is this link's; it is as it should be again: "
                                        + String.join(", ", wrong),
                                nowNanos);
            }
        } catch (IOException e) {
            link.notices().disturbed("what is this link's could not be put right: " + e.getMessage(), nowNanos);
        }
    }

    /** What protects packets has gone or come again. */
    void dataPlaneChanged(Collection<LinkRunner> links, long nowNanos) {
        Optional<String> outage = dataPlane.outage();
        for (LinkRunner link : links) {
            if (outage.isPresent() && !link.isRemoved()) {
                link.notices().raise(NoticeBoard.DATA_PLANE, outage.get() + "; nothing passes", nowNanos);
            } else {
                link.notices().clear(NoticeBoard.DATA_PLANE, "the data plane serves again");
            }
        }
    }

    /** Why packets are not protected but dropped at the moment, empty while they are protected. */
    Optional<String> outage() {
        return dataPlane.outage();
    }

    /** The agent ends in order, its links are stopped or removed. */
    void finish() {
        dataPlane.finish();
    }

    private void end(LinkRunner link, long nowNanos) {
        effects.handle(link, new LinkEvent.StopRequested(), nowNanos);
        if (!effects.carryOut(nowNanos)) {
            LOG.warn("link {}: not everything that it wanted at its end was done", link.name());
        }
    }
}
