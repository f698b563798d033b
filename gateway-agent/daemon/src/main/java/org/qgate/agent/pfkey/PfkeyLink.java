package org.qgate.agent.pfkey;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.dataplane.TrafficSum;
import org.qgate.core.model.LinkName;
import org.qgate.linux.pfkey.PfKeyCapabilities;
import org.qgate.linux.pfkey.PfKeyPolicy;

/** One link behind PF_KEY: what its SAs and policies look like, and which generations stand. Used by the loop's thread. */
public final class PfkeyLink {
    private final LinkConfiguration configuration;
    private final ReqidBlock reqids;
    private final PfkeyBlueprint blueprint;
    private PfkeyPolicyPlan plan;
    private final Map<Integer, Integer> reqidsBySpi = new HashMap<>();
    private final Set<Integer> reqidsTaken = new HashSet<>();
    private List<PfKeyPolicy> outboundInForce;
    private OptionalInt reqidInForce = OptionalInt.empty();
    private final TrafficSum outboundGone = new TrafficSum();
    private final TrafficSum inboundGone = new TrafficSum();
    private int nextGeneration;

    /**
     * A link of which nothing stands yet.
     *
     * @param capabilities what the other end can do
     */
    public PfkeyLink(LinkConfiguration link, PfKeyCapabilities capabilities) {
        this.configuration = link;
        this.reqids = ReqidBlock.of(link.policies().reqid());
        this.blueprint = new PfkeyBlueprint(link, capabilities);
        this.plan = new PfkeyPolicyPlan(link.endpoints(), link.policies(), reqids);
        this.outboundInForce = plan.outboundDiscards();
    }

    /** Its name. */
    public LinkName name() {
        return configuration.parameters().link();
    }

    LinkConfiguration configuration() {
        return configuration;
    }

    ReqidBlock reqids() {
        return reqids;
    }

    PfkeyBlueprint blueprint() {
        return blueprint;
    }

    PfkeyPolicyPlan plan() {
        return plan;
    }

    /** What gone outbound SAs carried. */
    TrafficSum outboundGone() {
        return outboundGone;
    }

    /** What gone inbound SAs carried. */
    TrafficSum inboundGone() {
        return inboundGone;
    }

    /** The OUT policies that this agent has put in force last: discarding ones before the first switch and while blocked. */
    List<PfKeyPolicy> outboundInForce() {
        return outboundInForce;
    }

    /** OUT policies of a predecessor's, or discarding ones. */
    void putInForce(List<PfKeyPolicy> policies) {
        outboundInForce = policies;
        reqidInForce = OptionalInt.empty();
    }

    /** OUT policies that name this reqid. */
    void putInForce(int reqid) {
        outboundInForce = plan.outbound(reqid);
        reqidInForce = OptionalInt.of(reqid);
    }

    /** Whether the OUT policies in force are this agent's and protect. */
    boolean protects() {
        return reqidInForce.isPresent();
    }

    /** The link's policies are for other traffic from now on; what was not sent so far is discarded until the next switch tells otherwise. */
    void cover(TrafficCover cover) {
        plan = plan.covering(cover);
        List<PfKeyPolicy> before = outboundInForce;
        outboundInForce = reqidInForce.isPresent()
                ? plan.outbound(reqidInForce.getAsInt())
                : plan.outboundDiscards().stream()
                        .map(discard -> before.stream()
                                .filter(policy -> policy.selector().equals(discard.selector()))
                                .findFirst()
                                .orElse(discard))
                        .toList();
    }

    /** A reqid that no outbound SA of this link has; empty when all are taken. */
    OptionalInt freeReqid() {
        for (int i = 0; i < ReqidBlock.generations(); i++) {
            int reqid = reqids.outbound((nextGeneration + i) % ReqidBlock.generations());
            if (!reqidsTaken.contains(reqid)) {
                nextGeneration = (nextGeneration + i + 1) % ReqidBlock.generations();
                return OptionalInt.of(reqid);
            }
        }
        return OptionalInt.empty();
    }

    /** An outbound SA has, or may have, this reqid. */
    void take(int spi, int reqid) {
        reqidsBySpi.put(spi, reqid);
        reqidsTaken.add(reqid);
    }

    /** The outbound SA is gone. */
    void release(int spi) {
        Integer reqid = reqidsBySpi.remove(spi);
        if (reqid != null) {
            reqidsTaken.remove(reqid);
        }
    }

    /** Only these stand; the others are gone without a word. */
    void retainReqids(Map<Integer, Integer> standing) {
        reqidsBySpi.clear();
        reqidsBySpi.putAll(standing);
        reqidsTaken.clear();
        reqidsTaken.addAll(standing.values());
    }

    OptionalInt reqid(int spi) {
        Integer reqid = reqidsBySpi.get(spi);
        return reqid == null ? OptionalInt.empty() : OptionalInt.of(reqid);
    }
}
