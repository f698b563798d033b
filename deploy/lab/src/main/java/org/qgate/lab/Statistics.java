package org.qgate.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        double[] sorted =
                sample.stream().mapToDouble(Double::doubleValue).sorted().toArray();
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
    record Estimate(double value, double low, double high) {}

    /**
     * The mean of the ratios of values measured next to one another, with an interval by bootstrap (percentile method).
     *
     * @param seed of the resampling, so that a result can be computed again
     */
    static Estimate meanRatio(List<Double> numerators, List<Double> denominators, long seed) {
        if (numerators.size() != denominators.size() || numerators.isEmpty()) {
            throw new IllegalArgumentException(
                    numerators.size() + " values cannot be paired with " + denominators.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < numerators.size(); i++) {
            ratios.add(numerators.get(i) / denominators.get(i));
        }
        Random random = new Random(seed);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < ratios.size(); j++) {
                sum += ratios.get(random.nextInt(ratios.size()));
            }
            means[i] = sum / ratios.size();
        }
        Arrays.sort(means);
        return new Estimate(mean(ratios), means[(int) (RESAMPLES * 0.025)], means[(int) (RESAMPLES * 0.975)]);
    }
}
