package org.qgate.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which life of a seed is lived: the faults asked for, and what of them is left out.
 *
 * @param seed decides everything else
 * @param asked faults of which the seed takes its part
 * @param muted faults that it does not live, though it may have drawn them
 * @param faultyNanos how long faults last, if not as the seed draws it
 * @param only the strikes that do harm, if not all
 */
public record Life(
        long seed, Set<Fault> asked, Set<Fault> muted, OptionalLong faultyNanos, Optional<Set<Strike>> only) {
    /** The whole life. */
    public static Life of(long seed, Set<Fault> asked) {
        return new Life(seed, asked, Set.of(), OptionalLong.empty(), Optional.empty());
    }

    Life withSeed(long other) {
        return new Life(other, asked, muted, faultyNanos, only);
    }

    Life muting(Fault fault) {
        Set<Fault> more = EnumSet.of(fault);
        more.addAll(muted);
        return new Life(seed, asked, more, faultyNanos, only);
    }

    Life withOnly(Set<Strike> strikes) {
        return new Life(seed, asked, muted, faultyNanos, Optional.of(strikes));
    }

    Life withFaultsFor(long nanos) {
        return new Life(seed, asked, muted, OptionalLong.of(nanos), only);
    }

    /** The options of {@code qgate-sim run} that live it again. */
    String options() {
        StringBuilder text = new StringBuilder("--seed ").append(seed);
        text.append(" --faults ").append(asked.size() == Fault.values().length ? "all" : list(asked));
        if (!muted.isEmpty()) {
            text.append(" --mute ").append(list(muted));
        }
        if (faultyNanos.isPresent()) {
            text.append(
                    String.format(Locale.ROOT, " --seconds %.3f", (double) faultyNanos.getAsLong() / Scenario.SECOND));
        }
        only.ifPresent(strikes -> text.append(" --only '")
                .append(strikes.stream().map(Strike::toString).collect(Collectors.joining(",")))
                .append('\''));
        return text.toString();
    }

    private static String list(Set<Fault> faults) {
        return faults.isEmpty() ? "none" : faults.stream().map(Fault::toString).collect(Collectors.joining(","));
    }
}
