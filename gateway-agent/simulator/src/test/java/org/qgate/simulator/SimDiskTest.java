package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.LinkMarks;
import org.qgate.simulator.Scenario.DiskQuality;

class SimDiskTest {
    private static final LinkMarks FIRST = LinkMarks.NONE.withEpoch(1);
    private static final LinkMarks SECOND = LinkMarks.NONE.withEpoch(2);

    private final EventQueue clock = new EventQueue();
    private final List<Boolean> answers = new ArrayList<>();

    private void runAll() {
        while (clock.runNext(Long.MAX_VALUE)) {
            // Answers note themselves.
        }
    }

    @Test
    void isSureOfWhatItAnswered() {
        SimDisk disk = new SimDisk(clock, new SimRandom(1), new DiskQuality(100, 0), Strikes.unnumbered(1, clock));
        disk.write(FIRST, answers::add);
        assertThat(disk.certain()).isEqualTo(LinkMarks.NONE);
        runAll();
        assertThat(answers).containsExactly(true);
        disk.crash(true);
        assertThat(disk.certain()).isEqualTo(FIRST);
    }

    @Test
    void keepsOrLosesAWriteThatACrashOvertakes() {
        Set<LinkMarks> found = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            SimDisk disk =
                    new SimDisk(clock, new SimRandom(seed), new DiskQuality(100, 0), Strikes.unnumbered(1, clock));
            disk.write(FIRST, answers::add);
            runAll();
            disk.write(SECOND, success -> {
                throw new IllegalStateException("answered a dead agent");
            });
            disk.crash(true);
            runAll();
            found.add(disk.certain());
        }
        assertThat(found).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void keepsEveryWriteWhereNoneIsTorn() {
        for (long seed = 1; seed <= 20; seed++) {
            SimDisk disk =
                    new SimDisk(clock, new SimRandom(seed), new DiskQuality(100, 0), Strikes.unnumbered(1, clock));
            disk.write(FIRST, answers::add);
            disk.crash(false);
            assertThat(disk.certain()).isEqualTo(FIRST);
        }
    }

    @Test
    void saysThatAWriteFailed() {
        SimDisk disk = new SimDisk(clock, new SimRandom(1), new DiskQuality(100, 1), Strikes.unnumbered(1, clock));
        disk.write(FIRST, answers::add);
        runAll();
        assertThat(answers).containsExactly(false);
        assertThat(disk.certain()).isEqualTo(LinkMarks.NONE);
    }

    @Test
    void goesBackToItsCopy() {
        SimDisk disk = new SimDisk(clock, new SimRandom(1), new DiskQuality(100, 0), Strikes.unnumbered(1, clock));
        assertThat(disk.restoreCopy()).isFalse();
        disk.write(FIRST, answers::add);
        runAll();
        disk.keepCopy();
        disk.write(SECOND, answers::add);
        runAll();
        assertThat(disk.restoreCopy()).isTrue();
        assertThat(disk.certain()).isEqualTo(FIRST);
    }
}
