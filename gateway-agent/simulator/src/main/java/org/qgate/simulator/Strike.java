package org.qgate.simulator;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One occurrence of a fault in a life.
 *
 * @param fault which
 * @param number the how manieth time it was about to strike, from 1
 */
public record Strike(Fault fault, int number) {
    /** Reads a comma-separated list such as {@code crash:1,loss:17}; empty text stands for none. */
    public static Set<Strike> parse(String text) {
        Set<Strike> strikes = new LinkedHashSet<>();
        if (text.isBlank()) {
            return strikes;
        }
        for (String word : text.split(",", -1)) {
            strikes.add(one(word.trim()));
        }
        return strikes;
    }

    private static Strike one(String word) {
        int colon = word.indexOf(':');
        try {
            return new Strike(
                    Fault.named(word.substring(0, Math.max(0, colon))), Integer.parseInt(word.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no strike: say FAULT:NUMBER, such as crash:1", e);
        }
    }

    @Override
    public String toString() {
        return fault + ":" + number;
    }
}
