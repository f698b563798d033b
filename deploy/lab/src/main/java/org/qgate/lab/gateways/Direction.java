package org.qgate.lab.gateways;

/** Direction of an impairment. */
public enum Direction {
    /** What alice sends. */
    ALICE_TO_BOB("a2b"),
    /** What bob sends. */
    BOB_TO_ALICE("b2a"),
    /** What either sends. */
    BOTH("both");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
