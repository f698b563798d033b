package org.qgate.agent.xfrm;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the OUT policies away, so that the block policies behind them catch everything. */
final class OutboundBlock implements KernelStep {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundBlock.class);

    private final XfrmLink link;
    private final List<XfrmPolicy> policies;

    OutboundBlock(XfrmLink link) {
        this.link = link;
        this.policies = link.plan().outbound(0);
    }

    @Override
    public LinkName link() {
        return link.name();
    }

    @Override
    public int messages() {
        return policies.size();
    }

    @Override
    public void add(XfrmBatch batch) {
        policies.forEach(policy -> batch.deletePolicy(policy.key()));
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        link.putNothingInForce();
        results.stream()
                .filter(result -> !result.isAcknowledged() && !result.isRefusedWith(Errno.ENOENT))
                .findFirst()
                .ifPresentOrElse(
                        result -> failed(result.toString(), answers),
                        () -> answers.accept(new LinkEvent.OutboundBlocked()));
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        LOG.error(
                "link {}: an OUT policy could not be taken away; nothing leaves once the SA that it names is gone: {}",
                link.name(),
                reason);
        answers.accept(new LinkEvent.BlockRefused(reason));
    }
}
