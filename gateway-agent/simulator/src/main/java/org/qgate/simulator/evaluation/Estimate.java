package org.qgate.simulator.evaluation;

import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean with the half width of the interval that holds the true one with 95 % confidence (Student's t); the half width
 * is 0 where a single run gives none.
 *
 * @param mean of the runs
 * @param halfWidth of the interval around it
 */
public record Estimate(double mean, double halfWidth) {
    private static final double UPPER_TAIL = 0.025;

    /** The estimate from one value a run. */
    public static Estimate of(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        if (values.length < 2) {
            return new Estimate(mean, 0);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double quantile = TDistribution.of(values.length - 1.0).inverseSurvivalProbability(UPPER_TAIL);
        return new Estimate(mean, quantile * error);
    }

    double low() {
        return mean - halfWidth;
    }

    double high() {
        return mean + halfWidth;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.5f +- %.5f", mean, halfWidth);
    }
}
