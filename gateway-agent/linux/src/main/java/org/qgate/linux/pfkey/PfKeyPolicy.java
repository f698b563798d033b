package org.qgate.linux.pfkey;

import java.util.List;
import java.util.Optional;

/**
 * A policy. Another one of the same selector and direction cannot stand beside it, whatever its priority.
 *
 * @param selector which packets
 * @param rule direction, action, priority, SAs
 */
public record PfKeyPolicy(PfKeySelector selector, SadbXPolicy rule) {

    /** Sends through one SA. */
    public static PfKeyPolicy protect(
            PfKeySelector selector, IpsecDirection direction, int priority, SadbXIpsecrequest request) {
        return new PfKeyPolicy(selector, new SadbXPolicy(IpsecAction.IPSEC, direction, 0, priority, List.of(request)));
    }

    /** Drops. */
    public static PfKeyPolicy discard(PfKeySelector selector, IpsecDirection direction, int priority) {
        return new PfKeyPolicy(selector, new SadbXPolicy(IpsecAction.DISCARD, direction, 0, priority, List.of()));
    }

    /** Lets pass in clear. */
    public static PfKeyPolicy bypass(PfKeySelector selector, IpsecDirection direction, int priority) {
        return new PfKeyPolicy(selector, new SadbXPolicy(IpsecAction.NONE, direction, 0, priority, List.of()));
    }

    /** The policy in a message, empty when there is none. */
    public static Optional<PfKeyPolicy> of(PfKeyMessage message) {
        return PfKeySelector.of(message)
                .flatMap(selector -> message.policy().map(rule -> new PfKeyPolicy(selector, rule)));
    }

    /** The same without the id that the other end gave it. */
    public PfKeyPolicy withoutId() {
        return new PfKeyPolicy(
                selector, new SadbXPolicy(rule.action(), rule.direction(), 0, rule.priority(), rule.requests()));
    }

    void write(PfKeyWriter writer) {
        selector.write(writer);
        writer.add(rule);
    }
}
