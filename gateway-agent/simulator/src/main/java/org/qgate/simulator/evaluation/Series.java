package org.qgate.simulator.evaluation;

import java.util.List;

/**
 * A line of a figure.
 *
 * @param label in the legend
 * @param points by rising interval
 */
record Series(String label, List<Point> points) {
    /**
     * A point of a line.
     *
     * @param intervalMillis where
     * @param value the mean there, with its interval
     */
    record Point(int intervalMillis, Estimate value) {}
}
