package org.qgate.agent.xfrm;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides under which AH SA, if any, messages to the peer's control port leave, by the one policy for them. */
final class ControlSwitch implements KernelStep {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSwitch.class);

    private final XfrmLink link;
    private final XfrmPolicy policy;
    private final Optional<LinkEffect.ProtectControl> wanted;

    private ControlSwitch(XfrmLink link, XfrmPolicy policy, Optional<LinkEffect.ProtectControl> wanted) {
        this.link = link;
        this.policy = policy;
        this.wanted = wanted;
    }

    /** From now on under this one. */
    static ControlSwitch to(XfrmLink link, LinkEffect.ProtectControl wanted) {
        return new ControlSwitch(link, link.control().protect(wanted.spi()), Optional.of(wanted));
    }

    /** From now on without. */
    static ControlSwitch off(XfrmLink link) {
        return new ControlSwitch(link, link.control().expose(), Optional.empty());
    }

    @Override
    public LinkName link() {
        return link.name();
    }

    @Override
    public int messages() {
        return 1;
    }

    @Override
    public void add(XfrmBatch batch) {
        batch.updatePolicy(policy);
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        if (results.get(0).isAcknowledged()) {
            link.putControlInForce(policy);
            wanted.ifPresent(protect -> answers.accept(new LinkEvent.ControlProtected(protect.sa())));
        } else {
            failed(results.get(0).toString(), answers);
        }
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        if (wanted.isPresent()) {
            answers.accept(new LinkEvent.ControlProtectionRefused(wanted.get().sa(), reason));
        } else {
            LOG.error(
                    "link {}: the policy for control messages could not be changed, so that they may be lost until the"
                            + " next look at the link's policies: {}",
                    link.name(),
                    reason);
            // What is repaired then is what should have been put in force now.
            link.putControlInForce(policy);
        }
    }
}
