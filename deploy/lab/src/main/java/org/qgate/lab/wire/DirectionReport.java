package org.qgate.lab.wire;

/**
 * One direction on the wire.
 *
 * @param packets of ESP in the whole capture
 * @param spis that first appeared in the window; each is one key change
 * @param meanPeriodMillis mean time between the first packets of two SPIs in a row; 0 below two SPIs
 * @param p99PeriodMillis 99th percentile of these times, by nearest rank; 0 below two SPIs
 * @param rasterMillis period of the raster that the changes stand on, which late and missed ones do not move; 0 below two SPIs
 */
public record DirectionReport(
        long packets, int spis, double meanPeriodMillis, double p99PeriodMillis, double rasterMillis) {}
