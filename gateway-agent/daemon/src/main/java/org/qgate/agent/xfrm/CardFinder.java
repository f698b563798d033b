package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.qgate.agent.config.NicOffload;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.OffloadSupport;
import org.qgate.linux.xfrm.XfrmProbe;
import org.qgate.linux.xfrm.XfrmSa;
import org.qgate.linux.xfrm.XfrmSaOptions;
import org.qgate.linux.xfrm.XfrmUserOffload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the network cards that are to work for links, and tries each with an SA that nobody uses. */
final class CardFinder {
    /**
     * Drivers of which it is proven that they switch the keys of whole packets without losing one (decision 12 of the design): so far
     * none.
     */
    static final Set<String> PACKET_DRIVERS = Set.of();

    private static final Logger LOG = LoggerFactory.getLogger(CardFinder.class);

    private final RouteSocket route;
    private final XfrmProbe probe;
    private final Function<String, Optional<String>> drivers;

    /**
     * A finder.
     *
     * @param drivers the name of the driver of a network interface, empty when it is not known
     */
    CardFinder(RouteSocket route, XfrmProbe probe, Function<String, Optional<String>> drivers) {
        this.route = route;
        this.probe = probe;
        this.drivers = drivers;
    }

    /**
     * Finds a link's card; without one that can do it, its SAs are in software, and the link says so.
     *
     * @throws IOException when the link wants what is not safe to do
     */
    void find(XfrmLink link) throws IOException {
        Optional<NicOffload> wanted = link.offload().wanted();
        if (wanted.isEmpty()) {
            return;
        }
        String device = wanted.get().device();
        if (wanted.get().mode() == NicOffload.Mode.PACKET) {
            requireProvenDriver(link, device);
        }
        Optional<Link> card = route.link(device);
        if (card.isEmpty()) {
            link.offload().impossible("there is no network interface " + device);
            return;
        }
        XfrmSa sample = link.blueprint().sample();
        int index = card.get().index();
        XfrmSaOptions options = sample.options().withOffload(new XfrmUserOffload(index, 0));
        OffloadSupport support =
                probe.probeOffload(sample.algorithm(), sample.source().family(), options);
        if (support instanceof OffloadSupport.Ignored) {
            link.offload().impossible("the driver of " + device + " has no part in IPsec");
        } else {
            link.offload().found(index);
            if (support instanceof OffloadSupport.Refused refused) {
                link.offload().refused(refused.why());
            } else {
                LOG.info("link {}: {} enciphers", link.name(), device);
            }
        }
    }

    private void requireProvenDriver(XfrmLink link, String device) throws IOException {
        String driver = drivers.apply(device).orElse("unknown");
        if (!PACKET_DRIVERS.contains(driver)) {
            throw new IOException("link " + link.name() + ": offload.mode = packet is refused: of the driver of "
                    + device + " (" + driver
                    + ") it is not proven that it switches keys without losing a packet; use mode = crypto");
        }
    }
}
