package org.qgate.simulator;

import java.util.EnumMap;
import java.util.Map;

/** What becomes of a broken invariant: the end of the run, or a count where a protocol is measured that breaks some. */
final class Judge {
    private final boolean strict;
    private final Map<Invariant, Long> broken = new EnumMap<>(Invariant.class);

    private Judge(boolean strict) {
        this.strict = strict;
    }

    /** Ends the run with the first violation. */
    static Judge strict() {
        return new Judge(true);
    }

    /** Counts violations. */
    static Judge counting() {
        return new Judge(false);
    }

    /** An invariant does not hold. */
    void broken(Violation violation) {
        if (strict) {
            throw violation;
        }
        broken.merge(violation.invariant(), 1L, Long::sum);
    }

    /** How often each was broken, as far as counted. */
    Map<Invariant, Long> counts() {
        return Map.copyOf(broken);
    }
}
