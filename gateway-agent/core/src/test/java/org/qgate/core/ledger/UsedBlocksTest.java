package org.qgate.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsedBlocksTest {
    private final UsedBlocks used = new UsedBlocks();

    @Test
    void takesANumberOnce() {
        assertThat(used.add(0)).isTrue();
        assertThat(used.add(0)).isFalse();
        assertThat(used.add(6)).isTrue();
        assertThat(used.add(4)).isTrue();
        assertThat(used.add(4)).isFalse();
    }

    @Test
    void refusesWhatIsTooOldToTell() {
        assertThat(used.add(UsedBlocks.WINDOW)).isTrue();
        assertThat(used.add(0)).isFalse();
        assertThat(used.add(1)).isTrue();
    }

    @Test
    void remembersAcrossAJump() {
        used.add(10);
        used.add(9L + UsedBlocks.WINDOW);
        assertThat(used.add(10)).isFalse();
        assertThat(used.add(11)).isTrue();
        used.add(1L << 50);
        assertThat(used.add(12)).isFalse();
        assertThat(used.add((1L << 50) - 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASetOfEverything(long seed) {
        Random random = new Random(seed);
        Set<Long> taken = new HashSet<>();
        long highest = -1;
        int spread = 1 << (3 + random.nextInt(14));
        for (int round = 0; round < 20_000; round++) {
            long number = Math.max(0, highest - spread + random.nextInt(spread + spread / 8 + 3));
            if (random.nextInt(800) == 0) {
                number = highest + 1 + random.nextInt(3 * UsedBlocks.WINDOW);
            }
            boolean expected = number > highest - UsedBlocks.WINDOW && !taken.contains(number);
            assertThat(used.add(number))
                    .as("seed %d round %d: %d with highest %d", seed, round, number, highest)
                    .isEqualTo(expected);
            taken.add(number);
            highest = Math.max(highest, number);
        }
        assertThat(highest).isGreaterThan(UsedBlocks.WINDOW);
    }
}
