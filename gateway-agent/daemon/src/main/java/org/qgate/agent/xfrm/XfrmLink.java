package org.qgate.agent.xfrm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.core.model.LinkName;
import org.qgate.linux.xfrm.XfrmPolicy;

/** One link in the kernel: what its SAs and policies look like, and what its SAs have carried. Used by the loop's thread. */
final class XfrmLink {
    private final LinkName name;
    private final int reqid;
    private final SaBlueprint blueprint;
    private LinkPolicyPlan plan;
    private final Optional<LinkEncapsulation> encapsulation;
    private final LinkOffload offload;
    private final TrafficCounters outbound = new TrafficCounters();
    private final TrafficCounters inbound = new TrafficCounters();
    private final ControlBlueprint control;
    private final TrafficCounters controlTraffic = new TrafficCounters();
    private final boolean controlAh;
    private List<XfrmPolicy> constant = List.of();
    private Optional<XfrmPolicy> controlInForce = Optional.empty();
    private OptionalInt spiInForce = OptionalInt.empty();
    /** Whether the OUT policies are ours to judge: a predecessor's stand until the first switch. */
    private boolean outboundOwned;

    /** A link of which nothing stands yet, without an interface of its own. */
    XfrmLink(LinkConfiguration link) {
        this(link, TunnelBinding.NONE, false);
    }

    /** A link of which nothing stands yet; {@code controlAh} says whether its control port may be under AH. */
    XfrmLink(LinkConfiguration link, TunnelBinding binding, boolean controlAh) {
        this.controlAh = controlAh;
        this.control = new ControlBlueprint(link);
        this.name = link.parameters().link();
        this.reqid = link.policies().reqid();
        this.encapsulation = link.esp().encapsulation().map(LinkEncapsulation::new);
        this.blueprint = new SaBlueprint(link, binding, encapsulation);
        this.plan = new LinkPolicyPlan(link, binding);
        this.offload = new LinkOffload(link.name(), link.esp().offload());
    }

    /** Its name. */
    LinkName name() {
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

    ControlBlueprint control() {
        return control;
    }

    /** What the AH SAs of the control port have carried, which is none of the link's traffic. */
    TrafficCounters controlTraffic() {
        return controlTraffic;
    }

    /** Whether the control port may be under AH. */
    boolean hasControlAh() {
        return controlAh;
    }

    /** The policy that control messages leave by. */
    void putControlInForce(XfrmPolicy policy) {
        controlInForce = Optional.of(policy);
    }

    Optional<LinkEncapsulation> encapsulation() {
        return encapsulation;
    }

    LinkOffload offload() {
        return offload;
    }

    /** What gone outbound SAs carried. */
    TrafficCounters outbound() {
        return outbound;
    }

    /** What gone inbound SAs carried. */
    TrafficCounters inbound() {
        return inbound;
    }

    /** The OUT policies that this agent has put in force, empty before the first switch and while blocked. */
    List<XfrmPolicy> outboundInForce() {
        return spiInForce.isPresent() ? plan.outbound(spiInForce.getAsInt()) : List.of();
    }

    /** The OUT policies name this SPI from now on. */
    void putInForce(int spi) {
        spiInForce = OptionalInt.of(spi);
        outboundOwned = true;
    }

    /** There are no OUT policies from now on. */
    void putNothingInForce() {
        spiInForce = OptionalInt.empty();
        outboundOwned = true;
    }

    /** The link's policies are for other traffic from now on. */
    void cover(TrafficCover cover) {
        plan = plan.covering(cover);
    }

    /** These stand from now on besides the OUT policies, in the order in which they are put right. */
    void putConstant(List<XfrmPolicy> policies) {
        if (policies.isEmpty()) {
            controlInForce = Optional.empty();
        }
        constant = List.copyOf(policies);
    }

    /** All policies that should stand. */
    List<XfrmPolicy> standing() {
        List<XfrmPolicy> all = new ArrayList<>(constant);
        controlInForce.ifPresent(all::add);
        all.addAll(outboundInForce());
        return all;
    }

    /** Policies that should not stand, whatever they do: the OUT ones while nothing may leave. */
    List<XfrmPolicy> unwanted() {
        return outboundOwned && spiInForce.isEmpty() && !constant.isEmpty() ? plan.outbound(0) : List.of();
    }
}
