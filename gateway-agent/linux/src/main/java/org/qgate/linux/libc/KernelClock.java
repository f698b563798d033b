package org.qgate.linux.libc;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * A clock of the kernel ({@code clock_gettime(2)}) in nanoseconds, beside {@link System#nanoTime}, which is {@code CLOCK_MONOTONIC}.
 * Each instance is for one thread.
 */
public final class KernelClock implements LongSupplier {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_BOOTTIME = 7;

    private static final int TIMESPEC_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clock;
    private final ByteBuffer time = Libc.nativeBuffer(TIMESPEC_BYTES);

    private KernelClock(int clock) {
        this.clock = clock;
    }

    /** Time since the machine was booted. It goes on while the machine sleeps, which the monotonic clock does not. */
    public static KernelClock sinceBoot() {
        return new KernelClock(CLOCK_BOOTTIME);
    }

    /** Time since 1970 as the machine believes it; people and time services step it. */
    public static KernelClock wall() {
        return new KernelClock(CLOCK_REALTIME);
    }

    @Override
    public long getAsLong() {
        int result = Libc.instance().clockGetTime(clock, time);
        if (result < 0) {
            throw new IllegalStateException("clock " + clock + " cannot be read: " + Errno.ofResult(result));
        }
        return time.getLong(0) * NANOS_PER_SECOND + time.getLong(Long.BYTES);
    }
}
