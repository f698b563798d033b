package org.qgate.lab.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The SPIs of one direction in the order in which they first appeared, which is not disturbed by packets of an older SPI that
 * come late. An SPI's time is that of its first packet; a period is the time between two SPIs in a row.
 */
final class SpiTimeline {
    private final Set<Integer> seen = new HashSet<>();
    private final List<Long> firstNanos = new ArrayList<>();
    private long packets;

    void add(int spi, long timeNanos) {
        packets++;
        if (seen.add(spi)) {
            firstNanos.add(timeNanos);
        }
    }

    /** What was seen within a window of time: SPIs that first appeared in it, periods that began and ended in it. */
    DirectionReport report(TimeWindow window) {
        long[] within = firstNanos.stream()
                .mapToLong(Long::longValue)
                .filter(window::contains)
                .sorted()
                .toArray();
        long[] periods = new long[Math.max(0, within.length - 1)];
        for (int i = 0; i < periods.length; i++) {
            periods[i] = within[i + 1] - within[i];
        }
        Arrays.sort(periods);
        double mean = periods.length == 0 ? 0 : (within[within.length - 1] - within[0]) / 1e6 / periods.length;
        double raster = PeriodRaster.periodMillis(within, Math.max(1, percentile(periods, 50)));
        return new DirectionReport(packets, within.length, mean, percentile(periods, 99) / 1e6, raster);
    }

    /** Nearest rank: the smallest value that at least so many per cent of all are not above. */
    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(sorted.length * (percent / 100.0));
        return sorted[Math.max(rank, 1) - 1];
    }
}
