package org.qgate.agent.loop;

/**
 * Key changes of the peer as its index tells: counted over all epochs, and their mean period over the last seconds. Fed whenever
 * somebody asks.
 */
final class InboundMeter {
    /** Shortest stretch over which a mean is worth telling. */
    private static final long STRETCH_NANOS_MIN = 900_000_000L;

    private static final double NANOS_PER_MILLI = 1e6;

    private long epoch;
    private long index;
    private long changes;
    private long stretchStartNanos;
    private long stretchStartChanges;
    private double meanPeriodMillis;

    void sample(long newEpoch, long newIndex, long nowNanos) {
        if (newEpoch != epoch) {
            // The first key of an epoch is a change too.
            changes += newIndex;
            epoch = newEpoch;
            index = newIndex;
        } else if (newIndex > index) {
            changes += newIndex - index;
            index = newIndex;
        }
        if (stretchStartNanos == 0) {
            stretchStartNanos = nowNanos;
            stretchStartChanges = changes;
        } else if (nowNanos - stretchStartNanos >= STRETCH_NANOS_MIN) {
            long counted = changes - stretchStartChanges;
            meanPeriodMillis = counted == 0 ? 0 : (nowNanos - stretchStartNanos) / NANOS_PER_MILLI / counted;
            stretchStartNanos = nowNanos;
            stretchStartChanges = changes;
        }
    }

    long changes() {
        return changes;
    }

    double meanPeriodMillis() {
        return meanPeriodMillis;
    }
}
