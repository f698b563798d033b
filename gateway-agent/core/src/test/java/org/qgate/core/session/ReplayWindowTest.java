package org.qgate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void takesEachNumberOnce() {
        window.take(5);
        assertThat(window.isFresh(5)).isFalse();
        assertThat(window.isFresh(4)).isTrue();
        window.take(4);
        assertThat(window.isFresh(4)).isFalse();
        assertThat(window.isFresh(6)).isTrue();
    }

    @Test
    void neverTakesZeroOrLess() {
        assertThat(window.isFresh(0)).isFalse();
        assertThat(window.isFresh(-1)).isFalse();
        assertThat(window.isFresh(Long.MIN_VALUE)).isFalse();
        assertThat(window.isFresh(1)).isTrue();
    }

    @Test
    void tellsApartAsManyNumbersAsItsSize() {
        window.take(ReplayWindow.SIZE + 10);
        assertThat(window.isFresh(11)).isTrue();
        assertThat(window.isFresh(10)).isFalse();
    }

    @Test
    void askingChangesNothing() {
        assertThat(window.isFresh(1_000_000)).isTrue();
        assertThat(window.isFresh(1)).isTrue();
    }

    @Test
    void forgetsNothingWithinTheWindowWhenItJumps() {
        window.take(1);
        window.take(ReplayWindow.SIZE);
        assertThat(window.isFresh(1)).isFalse();
        window.take(ReplayWindow.SIZE + 1);
        assertThat(window.isFresh(1)).isFalse();
        assertThat(window.isFresh(2)).isTrue();
    }

    @Test
    void jumpsFarBeyondItself() {
        window.take(3);
        window.take(1L << 40);
        assertThat(window.isFresh((1L << 40) - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.isFresh((1L << 40) - ReplayWindow.SIZE)).isFalse();
        assertThat(window.isFresh(1L << 40)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithAMemoryOfEverything(long seed) {
        Random random = new Random(seed);
        Set<Long> taken = new HashSet<>();
        long highest = 0;
        int spread = 1 << (4 + random.nextInt(9));
        for (int round = 0; round < 20_000; round++) {
            long sequence = highest - spread + random.nextInt(spread + spread / 4 + 2);
            if (random.nextInt(500) == 0) {
                sequence = highest + random.nextInt(3 * ReplayWindow.SIZE);
            }
            boolean expected = sequence >= 1 && sequence > highest - ReplayWindow.SIZE && !taken.contains(sequence);
            assertThat(window.isFresh(sequence))
                    .as("seed %d round %d: %d with highest %d", seed, round, sequence, highest)
                    .isEqualTo(expected);
            if (expected && random.nextInt(4) > 0) {
                window.take(sequence);
                taken.add(sequence);
                highest = Math.max(highest, sequence);
            }
        }
        assertThat(highest).isGreaterThan(ReplayWindow.SIZE);
    }
}
