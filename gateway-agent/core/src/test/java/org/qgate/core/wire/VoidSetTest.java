package org.qgate.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class VoidSetTest {
    private static VoidSet of(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return new VoidSet(bits);
    }

    @Test
    void countsIndexesFromAboveTheRetirementPoint() {
        VoidSet voids = of(0, 9);
        assertThat(voids.contains(101, 100)).isTrue();
        assertThat(voids.contains(110, 100)).isTrue();
        assertThat(voids.contains(100, 100)).isFalse();
        assertThat(voids.contains(102, 100)).isFalse();
        assertThat(voids.contains(1, 100)).isFalse();
        assertThat(voids.contains(Long.MAX_VALUE, 0)).isFalse();
    }

    @Test
    void spellsBitsLeastSignificantFirst() {
        assertThat(of(0, 9).bytes()).containsExactly(1, 2);
        assertThat(VoidSet.of(new byte[] {1, 2})).isEqualTo(of(0, 9)).hasSameHashCodeAs(of(0, 9));
        assertThat(VoidSet.NONE.bytes()).isEmpty();
        assertThat(VoidSet.NONE).isNotEqualTo(of(0)).isNotEqualTo("none");
        assertThat(of(0, 9)).hasToString("{0, 9}");
    }

    @Test
    void spansToTheHighestVoid() {
        assertThat(VoidSet.NONE.span()).isZero();
        assertThat(of(8).span()).isEqualTo(9);
        assertThat(of(8).byteCount()).isEqualTo(2);
        assertThat(of(7).byteCount()).isEqualTo(1);
    }

    @Test
    void holdsAWindowAndNoMore() {
        assertThat(of(VoidSet.WINDOW_MAX - 1).contains(VoidSet.WINDOW_MAX, 0)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> of(VoidSet.WINDOW_MAX));
    }

    @Test
    void keepsACopy() {
        BitSet bits = new BitSet();
        VoidSet voids = new VoidSet(bits);
        bits.set(3);
        assertThat(voids).isEqualTo(VoidSet.NONE);
    }
}
