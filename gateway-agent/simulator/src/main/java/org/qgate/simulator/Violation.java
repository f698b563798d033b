package org.qgate.simulator;

/** An invariant does not hold; ends the run of the seed. */
final class Violation extends RuntimeException {
    private final Invariant invariant;
    private final String text;

    Violation(Invariant invariant, String text) {
        super(text);
        this.invariant = invariant;
        this.text = text;
    }

    Violation(Invariant invariant, String text, RuntimeException cause) {
        super(text, cause);
        this.invariant = invariant;
        this.text = text;
    }

    Invariant invariant() {
        return invariant;
    }

    String text() {
        return text;
    }
}
