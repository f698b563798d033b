package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qgate.lab.wire.HandMadePcap.ALICE;
import static org.qgate.lab.wire.HandMadePcap.BOB;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspNumbersTest {
    @TempDir
    Path directory;

    private long repeated(HandMadePcap pcap) throws IOException {
        return EspNumbers.repeated(pcap.writeTo(directory.resolve("test.pcap")), HandMadePcap.PLAN);
    }

    private static ByteBuffer packet(String source, String destination, int spi, int sequence, int ciphertext) {
        ByteBuffer payload =
                ByteBuffer.allocate(24).putInt(spi).putInt(sequence).putLong(sequence);
        return HandMadePcap.ipv4(
                source, destination, 50, payload.putInt(ciphertext).position(0));
    }

    @Test
    void countsAKeyThatBeginsAgain() throws IOException {
        assertThat(repeated(HandMadePcap.nanos()
                        .frame(1, packet(ALICE, BOB, 0x1234, 1, 0x0badcafe), 60)
                        .frame(2, packet(ALICE, BOB, 0x1234, 2, 0x0badcafe), 60)
                        .frame(3, packet(ALICE, BOB, 0x1234, 1, 0x0badcafe), 60)))
                .isEqualTo(1);
    }

    @Test
    void takesAnotherKeyUnderTheSameSpiForWhatItIs() throws IOException {
        assertThat(repeated(HandMadePcap.nanos()
                        .frame(1, packet(ALICE, BOB, 0x1234, 1, 0x8bce86b9), 60)
                        .frame(2, packet(ALICE, BOB, 0x1234, 1, 0x2283211f), 60)
                        .frame(3, packet(BOB, ALICE, 0x1234, 1, 0x2283211f), 60)))
                .isZero();
    }
}
