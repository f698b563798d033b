package org.qgate.linux.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes from anybody: the parser answers with a type, never with an exception, and what it takes it can write. */
class PfKeyFuzzTest {

    private static final long SEED = 20_261_122L;
    private static final int ROUNDS = 20_000;
    private static final int LENGTH_OFFSET = 4;

    @Test
    void mutatedMessagesAreTakenOrRefusedByType() {
        Random random = new Random(SEED);
        List<RecordedConversation.Line> lines = RecordedConversation.all();
        int valid = 0;
        int malformed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(lines.get(random.nextInt(lines.size())).bytes(), random);
            String which = "seed " + SEED + " round " + round;
            PfKeyDecoded decoded = parse(bytes, which);
            if (decoded instanceof PfKeyDecoded.Valid taken) {
                valid++;
                rewritesWithoutChange(taken, which);
            } else {
                malformed++;
            }
        }
        assertThat(valid).isGreaterThan(ROUNDS / 100);
        assertThat(malformed).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void noiseIsRefusedByType() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length >= SadbMsg.SIZE && random.nextBoolean()) {
                bytes[0] = SadbMsg.VERSION;
                bytes[1] = (byte) (1 + random.nextInt(24));
                bytes[3] = 3;
                putLength(bytes);
            }
            parse(bytes, "seed " + SEED + " round " + round);
        }
    }

    @Test
    void everyShorteningIsRefused() {
        for (RecordedConversation.Line line : RecordedConversation.all()) {
            for (int length = 0; length < line.bytes().length; length++) {
                ByteBuffer cut = line.datagram().limit(length);
                assertThat(PfKeyParser.parse(cut))
                        .as(line + " cut to " + length)
                        .isInstanceOf(PfKeyDecoded.Malformed.class);
            }
        }
    }

    private static PfKeyDecoded parse(byte[] bytes, String which) {
        PfKeyDecoded[] decoded = new PfKeyDecoded[1];
        assertThatCode(() -> decoded[0] = PfKeyParser.parse(RecordedConversation.direct(bytes)))
                .as(which)
                .doesNotThrowAnyException();
        return decoded[0];
    }

    private static void rewritesWithoutChange(PfKeyDecoded.Valid taken, String which) {
        byte[] rewritten = RecordedConversation.rewritten(taken);
        assertThat(RecordedConversation.valid(RecordedConversation.direct(rewritten))
                        .message())
                .as(which)
                .isEqualTo(taken.message());
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(9));
        }
        if (random.nextInt(4) == 0) {
            bytes = java.util.Arrays.copyOf(bytes, Long.BYTES * (2 + random.nextInt(bytes.length / 4)));
            putLength(bytes);
        }
        return bytes;
    }

    private static void putLength(byte[] bytes) {
        ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.nativeOrder()).putShort(LENGTH_OFFSET, (short)
                (bytes.length / Long.BYTES));
    }
}
