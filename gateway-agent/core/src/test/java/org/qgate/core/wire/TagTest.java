package org.qgate.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TagTest {
    @Test
    void isTheFirstSixteenBytes() {
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) i;
        }
        Tag tag = new Tag(digest);
        assertThat(tag.bytes()).isEqualTo(Arrays.copyOf(digest, 16));
        assertThat(tag)
                .isEqualTo(new Tag(Arrays.copyOf(digest, 16)))
                .hasSameHashCodeAs(new Tag(Arrays.copyOf(digest, 16)));
    }

    @Test
    void differsInAnyBit() {
        Tag zero = new Tag(new byte[16]);
        for (int bit = 0; bit < 128; bit++) {
            byte[] bytes = new byte[16];
            bytes[bit / 8] = (byte) (1 << bit % 8);
            assertThat(new Tag(bytes)).isNotEqualTo(zero);
        }
        assertThat(zero).isNotEqualTo("tag");
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] source = new byte[16];
        Tag tag = new Tag(source);
        source[0] = 1;
        tag.bytes()[1] = 1;
        assertThat(tag).isEqualTo(new Tag(new byte[16]));
    }

    @Test
    void refusesFewerBytesAndShowsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tag(new byte[15]));
        assertThat(new Tag(new byte[16])).hasToString("Tag[16 bytes]");
    }
}
