package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void agreesWithASetOfAllNumbersSeen() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int packets = 32 + random.nextInt(300);
            boolean extended = random.nextBoolean();
            ReplayWindow window = new ReplayWindow(packets, extended);
            long start = extended ? 0xFFFF_FFFFL - 2_000 : 0;
            if (start > 0) {
                // The subspace is reached by a packet that the sender really sent; there is no other way.
                window.accept(start);
            }
            Set<Long> seen = new HashSet<>();
            seen.add(start);
            long top = start;
            for (int step = 0; step < 4_000; step++) {
                long sequence = Math.max(1, top + random.nextInt(packets + 60) - packets - 20);
                if (random.nextInt(50) == 0) {
                    sequence = top + random.nextInt(3 * packets);
                }
                boolean isNew = sequence + packets > top && sequence > 0 && !seen.contains(sequence);
                long inferred = window.infer((int) sequence);
                if (extended && sequence + packets <= top) {
                    // Left of the window the lower half reads as a number of the next subspace: the ICV refuses it.
                    assertThat(inferred).as("seed %d step %d", seed, step).isNotEqualTo(sequence);
                    continue;
                }
                assertThat(inferred).as("seed %d step %d", seed, step).isEqualTo(isNew ? sequence : -1);
                if (isNew) {
                    window.accept(sequence);
                    seen.add(sequence);
                    top = Math.max(top, sequence);
                    assertThat(window.top()).isEqualTo(top);
                }
            }
        }
    }

    @Test
    void refusesZeroAndWhatWouldBeBeforeTheFirst() {
        ReplayWindow window = new ReplayWindow(64, true);
        assertThat(window.infer(0)).isEqualTo(ReplayWindow.REFUSED);
        assertThat(window.infer(-1)).isEqualTo(ReplayWindow.REFUSED);
        assertThat(window.infer(1)).isEqualTo(1);
    }

    @Test
    void takesAWindowFullOfLatePackets() {
        ReplayWindow window = new ReplayWindow(32, false);
        window.accept(1_000_000);
        for (long sequence = 1_000_000 - 31; sequence < 1_000_000; sequence++) {
            assertThat(window.infer((int) sequence)).isEqualTo(sequence);
            window.accept(sequence);
            assertThat(window.infer((int) sequence)).isEqualTo(ReplayWindow.REFUSED);
        }
        assertThat(window.infer(1_000_000 - 32)).isEqualTo(ReplayWindow.REFUSED);
    }
}
