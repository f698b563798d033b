package org.qgate.simulator;

/** An invariant does not hold; ends the run of the seed. */
final class Violation extends RuntimeException {
    private final Invariant invariant;

    Violation(Invariant invariant, String text) {
        super(text);
        this.invariant = invariant;
    }

    Violation(Invariant invariant, String text, RuntimeException cause) {
        super(text, cause);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }
}
