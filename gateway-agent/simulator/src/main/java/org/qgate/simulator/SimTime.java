package org.qgate.simulator;

/**
 * A moment at a gateway.
 *
 * @param nanos by the clock that never jumps
 * @param wallNanos by its wall clock
 */
record SimTime(long nanos, long wallNanos) {
    /** Where nobody stepped the wall clock. */
    static SimTime of(long nanos) {
        return new SimTime(nanos, nanos);
    }
}
