package org.qgate.engine.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;

/**
 * An immutable ordered SPD of one direction. The first policy that matches decides; what none matches is discarded.
 *
 * <p>Fragments hide their ports. A policy with ports that would match otherwise can then not be decided: a bypass is
 * passed over, since protecting more is safe; for any other the rest of the table must come to the same decision, else
 * the fragment is discarded (RFC 4301 section 7, fail closed).
 */
public final class PolicyTable {

    /** Most policies: a bound for the linear search. */
    public static final int POLICIES_MAX = 1024;

    /** Discards everything. */
    public static final PolicyTable EMPTY = new PolicyTable(List.of());

    private final List<Policy> policies;
    private final Compiled[] compiled;

    /** In the order of their precedence, the first wins; at most {@value #POLICIES_MAX}. */
    public PolicyTable(List<Policy> policies) {
        if (policies.size() > POLICIES_MAX) {
            throw new IllegalArgumentException(
                    "the engine's filter holds " + POLICIES_MAX + " policies, not " + policies.size());
        }
        this.policies = List.copyOf(policies);
        this.compiled = policies.stream().map(Compiled::of).toArray(Compiled[]::new);
    }

    /** The policies in their order. */
    public List<Policy> policies() {
        return policies;
    }

    /** Decides about a packet; allocates nothing. */
    public Decision decide(PacketSelectors packet) {
        Decision required = Decision.BYPASS;
        for (Compiled policy : compiled) {
            if (!policy.matchesBut(packet)) {
                continue;
            }
            if (policy.looksAtPorts() && packet.arePortsHidden()) {
                if (policy.policy.decision().action() != PolicyAction.BYPASS
                        && required.action() == PolicyAction.BYPASS) {
                    required = policy.policy.decision();
                }
            } else if (policy.matchesPorts(packet)) {
                return agreed(required, policy.policy.decision());
            }
        }
        return Decision.DISCARD;
    }

    /**
     * The policy behind a decision to protect: the first that may want it.
     *
     * @return null when none protects such packets
     */
    public @Nullable Policy protecting(PacketSelectors packet) {
        for (Compiled policy : compiled) {
            if (policy.policy.decision().action() == PolicyAction.PROTECT
                    && policy.matchesBut(packet)
                    && (packet.arePortsHidden() || policy.matchesPorts(packet))) {
                return policy.policy;
            }
        }
        return null;
    }

    private static Decision agreed(Decision required, Decision found) {
        return required.action() == PolicyAction.BYPASS || required.equals(found) ? found : Decision.DISCARD;
    }

    private record Compiled(Policy policy, boolean v4, Range source, Range destination) {

        static Compiled of(Policy policy) {
            return new Compiled(
                    policy,
                    policy.source().family() == IpFamily.IPV4,
                    Range.of(policy.source()),
                    Range.of(policy.destination()));
        }

        boolean matchesBut(PacketSelectors packet) {
            return v4 == packet.isV4()
                    && source.contains(packet.sourceHigh(), packet.sourceLow())
                    && destination.contains(packet.destinationHigh(), packet.destinationLow())
                    && (policy.protocol() == Policy.ANY_PROTOCOL || policy.protocol() == packet.protocol());
        }

        boolean looksAtPorts() {
            return !policy.sourcePorts().isAny() || !policy.destinationPorts().isAny();
        }

        boolean matchesPorts(PacketSelectors packet) {
            return policy.sourcePorts().contains(packet.sourcePort())
                    && policy.destinationPorts().contains(packet.destinationPort());
        }
    }

    private record Range(long high, long low, long highMask, long lowMask) {

        static Range of(IpPrefix prefix) {
            int bits = prefix.length() + (prefix.family() == IpFamily.IPV4 ? 96 : 0);
            long highMask = prefix.family() == IpFamily.IPV4 ? -1 : leading(Math.min(bits, Long.SIZE));
            long lowMask = leading(Math.max(0, bits - Long.SIZE));
            IpPrefix masked = prefix.masked();
            return new Range(masked.address().high(), masked.address().low(), highMask, lowMask);
        }

        private static long leading(int bits) {
            return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
        }

        boolean contains(long addressHigh, long addressLow) {
            return (addressHigh & highMask) == high && (addressLow & lowMask) == low;
        }
    }
}
