package org.qgate.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Numbers the faults of a life as they strike, so that it can be lived again with some of them only. */
final class Strikes {
    /** Bound of the strikes that are kept for a shrinker; a life has some thousands. */
    static final int KEPT_MAX = 200_000;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final EventQueue clock;
    private final Optional<Set<Strike>> only;
    private final boolean numbered;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final List<Struck> struck = new ArrayList<>();

    /**
     * A strike that did harm.
     *
     * @param strike which
     * @param atNanos when
     */
    record Struck(Strike strike, long atNanos) {}

    private Strikes(long seed, EventQueue clock, Optional<Set<Strike>> only, boolean numbered) {
        this.seed = seed;
        this.clock = clock;
        this.only = only;
        this.numbered = numbered;
    }

    /** Those of a life, or only some of them. */
    static Strikes of(long seed, EventQueue clock, Optional<Set<Strike>> only) {
        return new Strikes(seed, clock, only, true);
    }

    /** Lets everything strike and takes no note. */
    static Strikes unnumbered(long seed, EventQueue clock) {
        return new Strikes(seed, clock, Optional.empty(), false);
    }

    /** A fault is about to strike; whether it does. */
    boolean strikes(Fault fault) {
        if (!numbered) {
            return true;
        }
        Strike strike = new Strike(fault, counts.merge(fault, 1, Integer::sum));
        boolean really = only.isEmpty() || only.get().contains(strike);
        if (really && struck.size() < KEPT_MAX) {
            struck.add(new Struck(strike, clock.nowNanos()));
        }
        return really;
    }

    /** What struck so far, as far as kept. */
    List<Struck> struck() {
        return List.copyOf(struck);
    }

    /** Chance for a part of the world that came later: it does not shift what the older parts draw. */
    SimRandom apart(int part) {
        return apart(seed, part);
    }

    /** The same where a life has not begun. */
    static SimRandom apart(long seed, int part) {
        return new SimRandom((seed + 1) * GOLDEN + part);
    }
}
