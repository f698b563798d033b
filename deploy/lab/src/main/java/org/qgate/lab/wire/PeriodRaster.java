package org.qgate.lab.wire;

/**
 * The raster that key changes stand on. A change may come late, and one whose deadline was missed does not come; both make the mean time
 * between two changes longer without any drift. So each change is given the number of the slot that it is nearest to, and the period is the
 * slope of the line through all (slot, time), by least squares. The numbering follows a slow drift, so that a drift shows in the slope
 * instead of being rounded away.
 */
final class PeriodRaster {
    /** Share of a change's distance from its slot by which the slots after it move: late changes come in ones and twos. */
    private static final double FOLLOW = 0.1;

    private PeriodRaster() {}

    /**
     * The period in milliseconds; 0 below two changes.
     *
     * @param switchNanos times of the changes, rising
     * @param nominalNanos the period as it is about, positive
     */
    static double periodMillis(long[] switchNanos, double nominalNanos) {
        if (switchNanos.length < 2) {
            return 0;
        }
        double[] slots = slots(switchNanos, nominalNanos);
        double meanSlot = 0;
        double meanTime = 0;
        for (int i = 0; i < slots.length; i++) {
            meanSlot += slots[i] / slots.length;
            meanTime += (double) (switchNanos[i] - switchNanos[0]) / slots.length;
        }
        double both = 0;
        double square = 0;
        for (int i = 0; i < slots.length; i++) {
            double slot = slots[i] - meanSlot;
            both += slot * (switchNanos[i] - switchNanos[0] - meanTime);
            square += slot * slot;
        }
        return square == 0 ? 0 : both / square / 1e6;
    }

    private static double[] slots(long[] switchNanos, double nominalNanos) {
        double[] slots = new double[switchNanos.length];
        double originNanos = 0;
        for (int i = 1; i < switchNanos.length; i++) {
            double time = switchNanos[i] - switchNanos[0];
            double slot = Math.max(slots[i - 1], Math.rint((time - originNanos) / nominalNanos));
            originNanos += FOLLOW * (time - originNanos - slot * nominalNanos);
            slots[i] = slot;
        }
        return slots;
    }
}
