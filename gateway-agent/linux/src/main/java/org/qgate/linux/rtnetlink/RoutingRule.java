package org.qgate.linux.rtnetlink;

import java.util.Optional;
import org.qgate.linux.inet.IpPrefix;

/**
 * A rule of the routing policy: packets that match are routed by its table, or refused. Rules are asked in the order of their
 * preferences, and whatever the tables behind hold.
 *
 * @param source where matching packets come from, or any
 * @param destination where they go, or any
 * @param inputInterface by which they came in, or any; need not exist
 * @param preference unsigned; the lowest is asked first
 * @param action what happens to them
 */
public record RoutingRule(
        Optional<IpPrefix> source,
        Optional<IpPrefix> destination,
        Optional<String> inputInterface,
        int preference,
        Action action) {

    /** Checks that prefixes have no stray bits, that there is one, and that both are of one family. */
    public RoutingRule {
        IpPrefix any = source.or(() -> destination)
                .orElseThrow(() -> new IllegalArgumentException("a rule needs a source or a destination"));
        source.ifPresent(RoutingRule::requireMasked);
        destination.ifPresent(RoutingRule::requireMasked);
        if (destination.isPresent() && destination.get().family() != any.family()) {
            throw new IllegalArgumentException("a rule from " + any + " to " + destination.get() + " mixes families");
        }
    }

    /** What happens to packets that match. */
    public sealed interface Action {
        /**
         * They are routed by a table; if that knows no way, the next rule is asked.
         *
         * @param table its number
         */
        record LookUp(int table) implements Action {}

        /** They are refused, and their sender is told. */
        record Prohibit() implements Action {}
    }

    /** What goes to {@code destination} is routed by {@code table}. */
    public static RoutingRule to(IpPrefix destination, int table, int preference) {
        return new RoutingRule(
                Optional.empty(), Optional.of(destination), Optional.empty(), preference, new Action.LookUp(table));
    }

    /** What goes from {@code source} to {@code destination} is refused. */
    public static RoutingRule prohibit(IpPrefix source, IpPrefix destination, int preference) {
        return new RoutingRule(
                Optional.of(source), Optional.of(destination), Optional.empty(), preference, new Action.Prohibit());
    }

    /** What comes from {@code source} through an interface and goes to {@code destination} is routed by {@code table}. */
    public static RoutingRule through(
            String inputInterface, IpPrefix source, IpPrefix destination, int table, int preference) {
        return new RoutingRule(
                Optional.of(source),
                Optional.of(destination),
                Optional.of(inputInterface),
                preference,
                new Action.LookUp(table));
    }

    private static void requireMasked(IpPrefix prefix) {
        if (!prefix.masked().equals(prefix)) {
            throw new IllegalArgumentException("the prefix " + prefix + " of a rule has bits behind it");
        }
    }
}
