package org.qgate.agent.xfrm;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the OUT policies back to what was in force, or takes them away if nothing was: then the block policies hold. */
final class OutboundRestoration implements KernelStep {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundRestoration.class);

    private final XfrmLink link;

    OutboundRestoration(XfrmLink link) {
        this.link = link;
    }

    @Override
    public LinkName link() {
        return link.name();
    }

    @Override
    public int messages() {
        return link.plan().outbound(0).size();
    }

    @Override
    public void add(XfrmBatch batch) {
        if (link.outboundInForce().isEmpty()) {
            link.plan().outbound(0).forEach(policy -> batch.deletePolicy(policy.key()));
        } else {
            link.outboundInForce().forEach(batch::updatePolicy);
        }
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        // Deleting what is not there is refused, and right.
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        LOG.error("link {}: the policies before a failed switch could not be restored: {}", link.name(), reason);
    }
}
