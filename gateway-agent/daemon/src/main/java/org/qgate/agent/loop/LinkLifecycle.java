package org.qgate.agent.loop;

import java.io.IOException;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.xfrm.XfrmGateway;
import org.qgate.core.port.LinkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a link as a whole: an orderly stop, or its removal. */
public final class LinkLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLifecycle.class);

    private final XfrmGateway kernel;
    private final LinkNetworkProgrammer network;
    private final EffectExecutor effects;

    /** Works on the kernel and on the network's configuration. */
    public LinkLifecycle(XfrmGateway kernel, LinkNetworkProgrammer network, EffectExecutor effects) {
        this.kernel = kernel;
        this.network = network;
        this.effects = effects;
    }

    /** Orderly stop: SAs go, block policies, addresses and routes stay. */
    void stop(LinkRunner link, long nowNanos) throws IOException {
        end(link, nowNanos);
        kernel.retreat(link.kernel());
    }

    /** Removal: nothing of the link stays. Block rules go last. */
    void remove(LinkRunner link, long nowNanos) throws IOException {
        if (!link.isRemoved()) {
            end(link, nowNanos);
            link.markRemoved();
            link.publishState(nowNanos);
        }
        kernel.retreat(link.kernel());
        network.remove(link.name(), link.configuration().network());
        kernel.lift(link.kernel());
    }

    private void end(LinkRunner link, long nowNanos) {
        effects.handle(link, new LinkEvent.StopRequested(), nowNanos);
        if (!effects.carryOut(nowNanos)) {
            LOG.warn("link {}: not everything that it wanted at its end was done", link.name());
        }
    }
}
