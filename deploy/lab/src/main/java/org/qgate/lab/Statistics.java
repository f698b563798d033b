package org.qgate.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What little the measurements need. */
final class Statistics {
    private static final int RESAMPLES = 10_000;

    private Statistics() {}

    /** Of a sample of at least one value. */
    static double median(List<Double> sample) {
        if (sample.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one value");
        }
        return median(sample.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double mean(List<Double> sample) {
        return sample.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /**
     * A value with the interval that holds the true one with 95 % confidence.
     *
     * @param low end of the interval
     * @param high end of the interval
     */
    record Estimate(double value, double low, double high) {
        /** For a table. */
        String text() {
            return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high);
        }
    }

    /** Sums a sample of ratios up. */
    private interface Average {
        double of(double[] ratios);
    }

    /**
     * The mean of the ratios of values measured next to one another, with an interval by bootstrap (percentile method).
     *
     * @param seed of the resampling, so that a result can be computed again
     */
    static Estimate meanRatio(List<Double> numerators, List<Double> denominators, long seed) {
        return ratio(
                numerators,
                denominators,
                seed,
                ratios -> Arrays.stream(ratios).average().orElseThrow());
    }

    /**
     * The median of the ratios, which a few pairs do not move in whose middle the machine changed its speed; with an interval as
     * {@link #meanRatio} has.
     */
    static Estimate medianRatio(List<Double> numerators, List<Double> denominators, long seed) {
        return ratio(numerators, denominators, seed, Statistics::median);
    }

    private static Estimate ratio(List<Double> numerators, List<Double> denominators, long seed, Average average) {
        if (numerators.size() != denominators.size() || numerators.isEmpty()) {
            throw new IllegalArgumentException(
                    numerators.size() + " values cannot be paired with " + denominators.size());
        }
        double[] ratios = new double[numerators.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = numerators.get(i) / denominators.get(i);
        }
        Random random = new Random(seed);
        double[] averages = new double[RESAMPLES];
        double[] resample = new double[ratios.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(resample, j -> ratios[random.nextInt(ratios.length)]);
            averages[i] = average.of(resample);
        }
        Arrays.sort(averages);
        return new Estimate(
                average.of(ratios), averages[(int) (RESAMPLES * 0.025)], averages[(int) (RESAMPLES * 0.975)]);
    }
}
