package org.qgate.agent.xfrm;

import java.util.ArrayList;
import java.util.List;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.LinkPolicies;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.xfrm.PortMatch;
import org.qgate.linux.xfrm.XfrmDirection;
import org.qgate.linux.xfrm.XfrmMark;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmPolicyOptions;
import org.qgate.linux.xfrm.XfrmSelector;
import org.qgate.linux.xfrm.XfrmUserTmpl;

/**
 * The policies of one link, as values.
 *
 * <p>The kernel tells policies apart by direction and selector, not by priority. Block policies therefore carry a tag in the selector's
 * {@code user} field, which no packet is compared with.
 */
final class LinkPolicyPlan {
    /** Tells block policies from protecting ones of the same selector; "QGBL" in ASCII. */
    static final int BLOCK_TAG = 0x5147_424C;

    private static final int TCP = 6;
    private static final int UDP = 17;

    private final LinkEndpoints endpoints;
    private final LinkPolicies policies;
    private final TrafficCover cover;
    private final TunnelBinding binding;
    private final XfrmPolicyOptions protecting;
    private final ControlBlueprint control;

    /** Protecting policies are for what passes the interface that {@code binding} tells of; the others are for all packets. */
    LinkPolicyPlan(LinkConfiguration link, TunnelBinding binding) {
        this.endpoints = link.endpoints();
        this.policies = link.policies();
        this.cover = TrafficCover.whole(policies.selectors());
        this.binding = binding;
        this.control = new ControlBlueprint(link);
        XfrmMark mark = binding.mark() == 0 ? XfrmMark.NONE : new XfrmMark(binding.mark(), -1);
        this.protecting = XfrmPolicyOptions.NONE.withMark(mark).withInterfaceId(binding.interfaceId());
    }

    private LinkPolicyPlan(LinkPolicyPlan other, TrafficCover cover) {
        this.endpoints = other.endpoints;
        this.policies = other.policies;
        this.cover = cover;
        this.binding = other.binding;
        this.control = other.control;
        this.protecting = other.protecting;
    }

    /** The same for other traffic. */
    LinkPolicyPlan covering(TrafficCover another) {
        return new LinkPolicyPlan(this, another);
    }

    /** Nothing within the selectors passes in clear. */
    List<XfrmPolicy> blocks() {
        return blocks(BLOCK_TAG);
    }

    /** The same without the tag, which {@code ip} cannot give: what may stand in their place before the agent starts. */
    List<XfrmPolicy> blocksAtBoot() {
        return blocks(0);
    }

    private List<XfrmPolicy> blocks(int tag) {
        List<XfrmPolicy> plan = new ArrayList<>();
        int priority = (int) policies.blockPriority();
        for (TrafficSelector selector : cover.blocked()) {
            XfrmSelector outbound = outbound(selector).withUser(tag);
            plan.add(XfrmPolicy.block(outbound, XfrmDirection.OUT, priority));
            plan.add(XfrmPolicy.block(outbound.reversed(), XfrmDirection.IN, priority));
            plan.add(XfrmPolicy.block(outbound.reversed(), XfrmDirection.FWD, priority));
        }
        return plan;
    }

    /** What comes in must have come under an SA of this link. */
    List<XfrmPolicy> inbound() {
        XfrmUserTmpl template = XfrmUserTmpl.espTunnel(endpoints.peer(), endpoints.local(), 0, policies.reqid());
        List<XfrmPolicy> plan = new ArrayList<>();
        for (TrafficSelector selector : cover.received()) {
            XfrmSelector inbound = outbound(selector).reversed();
            plan.add(protect(inbound, XfrmDirection.IN, template));
            plan.add(protect(inbound, XfrmDirection.FWD, template));
        }
        return plan;
    }

    /** What goes out goes under the SA with this SPI and no other. */
    List<XfrmPolicy> outbound(int spi) {
        XfrmUserTmpl template = XfrmUserTmpl.espTunnel(endpoints.local(), endpoints.peer(), spi, policies.reqid());
        return cover.sent().stream()
                .map(selector -> protect(outbound(selector), XfrmDirection.OUT, template))
                .toList();
    }

    private XfrmPolicy protect(XfrmSelector selector, XfrmDirection direction, XfrmUserTmpl template) {
        return XfrmPolicy.protect(selector, direction, (int) policies.priority(), template)
                .withOptions(protecting);
    }

    /**
     * What passes in clear although the selectors cover it: the agents' own messages, which are authenticated by themselves, and packets
     * on their way into the link's interface, which protects them or drops them.
     *
     * @param controlAh whether control messages have a policy of their own as they leave, of this link or another
     */
    List<XfrmPolicy> bypasses(boolean controlAh) {
        List<XfrmPolicy> plan = new ArrayList<>();
        if (binding.interfaceIndex() != 0) {
            // Behind the protecting policies, which also see what comes through a VTI, and in front of the blocking
            // ones.
            int priority = (int) policies.priority() + 1;
            for (TrafficSelector selector : cover.sent()) {
                XfrmSelector into = outbound(selector).withInterface(binding.interfaceIndex());
                plan.add(XfrmPolicy.bypass(into, XfrmDirection.OUT, priority));
            }
        }
        boolean covered = cover.blocked().stream()
                .anyMatch(selector -> selector.local().contains(endpoints.local())
                        && selector.remote().contains(endpoints.peer()));
        if (covered) {
            plan.addAll(ownMessages());
        }
        if (controlAh) {
            // In its place stands the policy that says under which AH SA they leave.
            plan.removeIf(policy -> policy.key().equals(control.expose().key()));
        }
        return plan;
    }

    private List<XfrmPolicy> ownMessages() {
        List<XfrmPolicy> plan = new ArrayList<>();
        int priority = (int) policies.priority() - 1;
        for (int port : new int[] {endpoints.controlPort(), endpoints.helloPort()}) {
            for (XfrmSelector outbound : messagesOf(port)) {
                plan.add(XfrmPolicy.bypass(outbound, XfrmDirection.OUT, priority));
                plan.add(XfrmPolicy.bypass(outbound.reversed(), XfrmDirection.IN, priority));
            }
        }
        return plan;
    }

    /** Over TCP one selector is for our connections to the peer's port, one for the peer's to ours; each also lets the answers pass. */
    private List<XfrmSelector> messagesOf(int port) {
        PortMatch exactly = PortMatch.exactly(port);
        XfrmSelector hosts = XfrmSelector.between(IpPrefix.host(endpoints.local()), IpPrefix.host(endpoints.peer()));
        return switch (endpoints.transport()) {
            case UDP -> List.of(hosts.withProtocol(UDP, exactly, exactly));
            case TCP ->
                List.of(
                        hosts.withProtocol(TCP, PortMatch.ANY, exactly),
                        hosts.withProtocol(TCP, exactly, PortMatch.ANY));
        };
    }

    private static XfrmSelector outbound(TrafficSelector selector) {
        return XfrmSelector.between(selector.local(), selector.remote());
    }
}
