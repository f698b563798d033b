package org.qgate.agent.xfrm;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmPolicy;

/** Makes an outbound SA the one in use, by the SPI in the OUT policy of each selector. */
final class OutboundSwitch implements KernelStep {
    private final XfrmLink link;
    private final SaName sa;
    private final int spi;
    private final List<XfrmPolicy> policies;

    OutboundSwitch(XfrmLink link, SaName sa, int spi) {
        this.link = link;
        this.sa = sa;
        this.spi = spi;
        this.policies = link.plan().outbound(spi);
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
        policies.forEach(batch::updatePolicy);
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        boolean switched = results.stream().allMatch(NetlinkResult::isAcknowledged);
        if (switched) {
            link.putInForce(spi);
            answers.accept(new LinkEvent.OutboundSwitched(sa));
        } else {
            String first = results.stream()
                    .filter(result -> !result.isAcknowledged())
                    .findFirst()
                    .map(NetlinkResult::toString)
                    .orElse("");
            failed(first, answers);
        }
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        answers.accept(new LinkEvent.SwitchRefused(sa, reason));
    }

    /** What puts packets of all selectors back where they were before, if only some of them were switched. */
    KernelStep undo() {
        return new OutboundRestoration(link);
    }
}
