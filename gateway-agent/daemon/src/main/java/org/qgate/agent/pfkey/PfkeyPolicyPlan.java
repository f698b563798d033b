package org.qgate.agent.pfkey;

import java.util.ArrayList;
import java.util.List;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.LinkPolicies;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySelector;
import org.qgate.linux.pfkey.SadbXIpsecrequest;

/** The policies of one link, as values. */
final class PfkeyPolicyPlan {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ANY_PORT = 0;
    private static final List<IpsecDirection> IN = List.of(IpsecDirection.INBOUND, IpsecDirection.FORWARD);

    private final LinkEndpoints endpoints;
    private final LinkPolicies policies;
    private final ReqidBlock reqids;
    private final TrafficCover cover;

    PfkeyPolicyPlan(LinkEndpoints endpoints, LinkPolicies policies, ReqidBlock reqids) {
        this(endpoints, policies, reqids, TrafficCover.whole(policies.selectors()));
    }

    private PfkeyPolicyPlan(LinkEndpoints endpoints, LinkPolicies policies, ReqidBlock reqids, TrafficCover cover) {
        this.cover = cover;
        this.endpoints = endpoints;
        this.policies = policies;
        this.reqids = reqids;
    }

    /** The same for other traffic. */
    PfkeyPolicyPlan covering(TrafficCover another) {
        return new PfkeyPolicyPlan(endpoints, policies, reqids, another);
    }

    /** Nothing within the selectors leaves. */
    List<PfKeyPolicy> outboundDiscards() {
        return cover.blocked().stream().map(this::outboundDiscard).toList();
    }

    private PfKeyPolicy outboundDiscard(TrafficSelector selector) {
        return PfKeyPolicy.discard(outbound(selector), IpsecDirection.OUTBOUND, priority());
    }

    /** What leaves goes under the SAs with this reqid and no other. */
    List<PfKeyPolicy> outbound(int reqid) {
        SadbXIpsecrequest request = SadbXIpsecrequest.uniqueEspTunnel(endpoints.local(), endpoints.peer(), reqid);
        List<PfKeyPolicy> plan = new ArrayList<>();
        for (TrafficSelector each : cover.sent()) {
            plan.add(PfKeyPolicy.protect(outbound(each), IpsecDirection.OUTBOUND, priority(), request));
        }
        cover.notSent().forEach(each -> plan.add(outboundDiscard(each)));
        return plan;
    }

    /** What comes in must have come under an SA of this link; in clear it is dropped. */
    List<PfKeyPolicy> inbound() {
        SadbXIpsecrequest request =
                SadbXIpsecrequest.uniqueEspTunnel(endpoints.peer(), endpoints.local(), reqids.inbound());
        List<PfKeyPolicy> plan = new ArrayList<>();
        for (TrafficSelector each : cover.received()) {
            IN.forEach(direction ->
                    plan.add(PfKeyPolicy.protect(outbound(each).reversed(), direction, priority(), request)));
        }
        plan.addAll(inboundDiscards(cover.notReceived()));
        return plan;
    }

    /** Nothing within the selectors comes in. */
    List<PfKeyPolicy> inboundDiscards() {
        return inboundDiscards(cover.blocked());
    }

    private List<PfKeyPolicy> inboundDiscards(List<TrafficSelector> of) {
        List<PfKeyPolicy> plan = new ArrayList<>();
        for (TrafficSelector each : of) {
            IN.forEach(direction -> plan.add(PfKeyPolicy.discard(outbound(each).reversed(), direction, priority())));
        }
        return plan;
    }

    /** The agents' own messages pass in clear where the selectors would cover them; they are authenticated by themselves. */
    List<PfKeyPolicy> bypasses() {
        boolean covered = cover.blocked().stream()
                .anyMatch(selector -> selector.local().contains(endpoints.local())
                        && selector.remote().contains(endpoints.peer()));
        if (!covered) {
            return List.of();
        }
        List<PfKeyPolicy> plan = new ArrayList<>();
        for (int port : new int[] {endpoints.controlPort(), endpoints.helloPort()}) {
            for (PfKeySelector selector : messagesOf(port)) {
                plan.add(PfKeyPolicy.bypass(selector, IpsecDirection.OUTBOUND, priority() - 1));
                plan.add(PfKeyPolicy.bypass(selector.reversed(), IpsecDirection.INBOUND, priority() - 1));
            }
        }
        return plan;
    }

    /** Over TCP one selector is for our connections to the peer's port, one for the peer's to ours; each also lets the answers pass. */
    private List<PfKeySelector> messagesOf(int port) {
        PfKeySelector hosts = PfKeySelector.between(IpPrefix.host(endpoints.local()), IpPrefix.host(endpoints.peer()));
        return switch (endpoints.transport()) {
            case UDP -> List.of(hosts.withProtocol(UDP, port, port));
            case TCP -> List.of(hosts.withProtocol(TCP, ANY_PORT, port), hosts.withProtocol(TCP, port, ANY_PORT));
        };
    }

    private int priority() {
        return (int) policies.priority();
    }

    private static PfKeySelector outbound(TrafficSelector selector) {
        return PfKeySelector.between(selector.local(), selector.remote());
    }
}
