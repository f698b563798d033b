package org.qgate.linux.libc;

import java.nio.ByteBuffer;

/**
 * Lets one thread sleep until a moment of {@link System#nanoTime}, or until another thread calls; a semaphore of the C library
 * ({@code sem_clockwait(3)}) on the monotonic clock, which is what {@code nanoTime} reads.
 *
 * <p>{@code LockSupport} takes a time span instead, so that the caller and the JVM read the clock before each sleep, and the JVM makes
 * a system call more after it. Where a reading of the clock is a system call too, that is half of what a thread costs that wakes
 * fifty times a second.
 */
public final class WakeUp {
    /** {@code sizeof(sem_t)} on 64 bit Linux. */
    private static final int SEM_T_BYTES = 32;

    private static final int TIMESPEC_BYTES = 16;
    private static final int CLOCK_MONOTONIC = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Libc libc;
    private final ByteBuffer semaphore = Libc.nativeBuffer(SEM_T_BYTES);
    private final ByteBuffer deadline = Libc.nativeBuffer(TIMESPEC_BYTES);

    private WakeUp(Libc libc) {
        this.libc = libc;
    }

    /** Nobody has called yet. */
    public static WakeUp create() {
        WakeUp made = new WakeUp(Libc.instance());
        int result = made.libc.semInit(made.semaphore);
        if (result < 0) {
            throw new IllegalStateException("sem_init failed: " + Errno.ofResult(result));
        }
        return made;
    }

    /** Sleeps until then, less if somebody has called since the last return, or for no reason. For one thread. */
    public void await(long deadlineNanos) {
        if (deadlineNanos < 0) {
            return;
        }
        deadline.putLong(0, deadlineNanos / NANOS_PER_SECOND).putLong(8, deadlineNanos % NANOS_PER_SECOND);
        libc.semClockWait(semaphore, CLOCK_MONOTONIC, deadline);
    }

    /** Ends the sleep, or the next one. Any thread may. */
    public void call() {
        libc.semPost(semaphore);
    }
}
