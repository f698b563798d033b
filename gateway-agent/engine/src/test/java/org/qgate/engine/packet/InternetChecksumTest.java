package org.qgate.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    /** As RFC 1071 section 1 defines it, word by word. */
    private static int byDefinition(byte[] bytes, int offset, int length, int initial) {
        int sum = initial;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[offset + i + 1] & 0xFF : 0;
            sum += (bytes[offset + i] & 0xFF) << 8 | low;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    @Test
    void isWhatTheDefinitionSaysForEveryLengthAndOffset() {
        Random random = new Random(5);
        byte[] bytes = new byte[300];
        for (int length = 0; length < 280; length++) {
            random.nextBytes(bytes);
            int offset = random.nextInt(20);
            int initial = random.nextInt(0x10000);
            assertThat(InternetChecksum.fold(InternetChecksum.sum(bytes, offset, length, initial)))
                    .as("%d bytes", length)
                    .isEqualTo(byDefinition(bytes, offset, length, initial));
        }
    }

    @Test
    void neitherLosesNorInventsZero() {
        byte[] bytes = new byte[64];
        assertThat(InternetChecksum.fold(InternetChecksum.sum(bytes, 0, 64, 0))).isZero();
        java.util.Arrays.fill(bytes, (byte) 0xFF);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(bytes, 0, 64, 0))).isEqualTo(0xFFFF);
    }
}
