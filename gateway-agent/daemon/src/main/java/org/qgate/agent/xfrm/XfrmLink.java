package org.qgate.agent.xfrm;

import java.util.List;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.linux.xfrm.XfrmPolicy;

/** One link in the kernel: what its SAs and policies look like, and what its SAs have carried. Used by the loop's thread. */
public final class XfrmLink {
    private final LinkName name;
    private final int reqid;
    private final SaBlueprint blueprint;
    private final LinkPolicyPlan plan;
    private final TrafficCounters outbound = new TrafficCounters();
    private final TrafficCounters inbound = new TrafficCounters();
    private List<XfrmPolicy> outboundInForce = List.of();

    /** A link of which nothing stands yet. */
    public XfrmLink(LinkConfiguration link) {
        this.name = link.parameters().link();
        this.reqid = link.policies().reqid();
        this.blueprint = new SaBlueprint(link);
        this.plan = new LinkPolicyPlan(link);
    }

    /** Its name. */
    public LinkName name() {
        return name;
    }

    int reqid() {
        return reqid;
    }

    SaBlueprint blueprint() {
        return blueprint;
    }

    LinkPolicyPlan plan() {
        return plan;
    }

    /** What gone outbound SAs carried. */
    public TrafficCounters outbound() {
        return outbound;
    }

    /** What gone inbound SAs carried. */
    public TrafficCounters inbound() {
        return inbound;
    }

    /** The OUT policies that this agent has put in force, empty before the first switch and while blocked. */
    List<XfrmPolicy> outboundInForce() {
        return outboundInForce;
    }

    void putInForce(List<XfrmPolicy> policies) {
        outboundInForce = policies;
    }

    /** Whether an effect is one for the kernel. */
    public static boolean serves(LinkEffect effect) {
        return effect instanceof LinkEffect.InstallInbound
                || effect instanceof LinkEffect.InstallOutbound
                || effect instanceof LinkEffect.SwitchOutbound
                || effect instanceof LinkEffect.DeleteInbound
                || effect instanceof LinkEffect.DeleteOutbound
                || effect instanceof LinkEffect.BlockOutbound
                || effect instanceof LinkEffect.DeletePredecessors;
    }
}
