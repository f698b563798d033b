package org.qgate.simulator;

import java.util.List;

/**
 * The outcome of many seeds, as {@code --json} writes it.
 *
 * @param seeds seeds that ran
 * @param violations seeds in which an invariant did not hold
 * @param simulatedHours virtual time of all
 * @param wallSeconds real time
 * @param packetsDelivered packets that reached a running gateway younger than the retirement time
 * @param packetsDeciphered those of them that deciphered
 * @param packetsExcused beside those: their SA was taken away before its time by a stepped clock or by hand
 * @param failingSeeds the seeds with violations, rising
 */
record RunReport(
        long seeds,
        long violations,
        double simulatedHours,
        double wallSeconds,
        long packetsDelivered,
        long packetsDeciphered,
        long packetsExcused,
        List<Long> failingSeeds) {
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final double NANOS_PER_SECOND = 1e9;

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    static RunReport of(List<SimulationResult> results, long wallNanos) {
        long simulated = 0;
        long delivered = 0;
        long deciphered = 0;
        long excused = 0;
        for (SimulationResult result : results) {
            simulated += result.simulatedNanos();
            delivered += result.packetsDelivered();
            deciphered += result.packetsDeciphered();
            excused += result.packetsExcused();
        }
        List<Long> failing = results.stream()
                .filter(SimulationResult::isViolated)
                .map(SimulationResult::seed)
                .sorted()
                .toList();
        return new RunReport(
                results.size(),
                failing.size(),
                rounded(simulated / NANOS_PER_HOUR),
                rounded(wallNanos / NANOS_PER_SECOND),
                delivered,
                deciphered,
                excused,
                failing);
    }
}
