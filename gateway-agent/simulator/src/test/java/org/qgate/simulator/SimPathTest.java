package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.simulator.Scenario.PathQuality;

class SimPathTest {
    private final EventQueue clock = new EventQueue();
    private final List<Integer> arrived = new ArrayList<>();

    private SimPath path(PathQuality quality) {
        return new SimPath(clock, new SimRandom(7), quality, Strikes.unnumbered(1, clock));
    }

    private void carry(SimPath path, int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            path.carry(1000, () -> arrived.add(number));
        }
    }

    private void runAll() {
        while (clock.runNext(Long.MAX_VALUE)) {
            // Arrivals note themselves.
        }
    }

    @Test
    void onlyDelaysWhereNothingFails() {
        carry(path(new PathQuality(5, 0, 0, 0, 0, 0)), 100);
        runAll();
        assertThat(arrived).hasSize(100).isSorted();
        assertThat(clock.nowNanos()).isEqualTo(5);
    }

    @Test
    void losesItsPart() {
        carry(path(new PathQuality(5, 0, 0.25, 0, 0, 0)), 4000);
        runAll();
        assertThat(arrived.size()).isBetween(2800, 3200);
    }

    @Test
    void duplicatesItsPart() {
        carry(path(new PathQuality(5, 0, 0, 0.25, 0, 0)), 4000);
        runAll();
        assertThat(arrived.size()).isBetween(4800, 5200);
        assertThat(arrived).contains(0, 3999);
    }

    @Test
    void letsNeighboursOvertakeEachOtherUnderJitter() {
        carry(path(new PathQuality(5, 1000, 0, 0, 0, 0)), 100);
        runAll();
        assertThat(arrived).hasSize(100).doesNotHaveDuplicates();
        assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
    }

    @Test
    void carriesNothingWhileBrokenAndAllOnceHealed() {
        SimPath path = path(new PathQuality(5, 1000, 1, 0, 0, 0));
        path.breakFor(1000);
        carry(path, 10);
        path.heal();
        carry(path, 10);
        runAll();
        assertThat(arrived).hasSize(10).isSorted();
    }
}
