package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BottleneckTest {
    private static final long MICRO = 1000;

    @Test
    void sendsOnePacketAfterTheOther() {
        Bottleneck line = new Bottleneck(8_000_000, 10);
        assertThat(line.leavesAt(0, 1000)).isEqualTo(1000 * MICRO);
        assertThat(line.leavesAt(0, 500)).isEqualTo(1500 * MICRO);
        assertThat(line.leavesAt(5000 * MICRO, 1000)).isEqualTo(6000 * MICRO);
    }

    @Test
    void dropsWhatFindsTheQueueFull() {
        Bottleneck line = new Bottleneck(8_000_000, 2);
        line.leavesAt(0, 1000);
        line.leavesAt(0, 1000);
        assertThat(line.leavesAt(0, 1000)).isEqualTo(Bottleneck.DROPPED);
        assertThat(line.dropped()).isEqualTo(1);
        assertThat(line.leavesAt(1000 * MICRO, 1000)).isEqualTo(3000 * MICRO);
    }
}
