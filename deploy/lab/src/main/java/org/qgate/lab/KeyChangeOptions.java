package org.qgate.lab;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that say how often two agents change keys, and what keys they have. */
final class KeyChangeOptions {
    @Option(
            names = "--period",
            defaultValue = "20ms",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "Wanted time between two key changes of a direction (default: 20ms).")
    private Duration period = Duration.ofMillis(20);

    @Option(
            names = "--key-rate",
            defaultValue = "50kbps",
            converter = Quantities.Rate.class,
            paramLabel = "RATE",
            description = "What the simulated key source delivers, both directions together (default: 50kbps).")
    private long keyRate = 50_000;

    Duration period() {
        return period;
    }

    long keyRateBitsPerSecond() {
        return keyRate;
    }
}
