package org.qgate.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelClockTest {
    @Test
    void theWallClockIsTheOneThatTheJdkReads() {
        long before = System.currentTimeMillis();
        long between = KernelClock.wall().getAsLong() / 1_000_000;
        assertThat(between).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void timeSinceBootIsNeverBehindTheMonotonicClock() {
        KernelClock sinceBoot = KernelClock.sinceBoot();
        long first = System.nanoTime();
        long second = sinceBoot.getAsLong();
        assertThat(second).isGreaterThanOrEqualTo(first);
        assertThat(sinceBoot.getAsLong()).isGreaterThanOrEqualTo(second);
    }
}
