package org.qgate.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final long SEED = 5;

    private final List<byte[]> messages = new ArrayList<>();
    private final FrameReader reader = new FrameReader();

    @Test
    void findsMessagesWhereverTheStreamIsCut() throws Exception {
        Random random = new Random(SEED);
        Stream stream = new Stream();
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int length = 40 + random.nextInt(1161);
            lengths.add(length);
            stream.holding(Stream.frame(length, i));
        }
        stream.end();
        FrameReader.Outcome outcome = FrameReader.Outcome.OPEN;
        while (outcome == FrameReader.Outcome.OPEN) {
            stream.readAtOnce = 1 + random.nextInt(5000);
            outcome = reader.read(stream, messages::add);
        }
        assertThat(outcome).isEqualTo(FrameReader.Outcome.ENDED);
        assertThat(messages.stream().map(message -> message.length)).isEqualTo(lengths);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(messages.get(i)).containsOnly(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 39, 1201, 0x7FFF, 0x8000, 0xFFFF})
    void refusesLengthsThatNoMessageHas(int length) throws Exception {
        Stream stream = new Stream()
                .holding(Stream.frame(72, 1))
                .holding(new byte[] {(byte) (length >> 8), (byte) length, 1, 2, 3});
        assertThat(reader.read(stream, messages::add)).isEqualTo(FrameReader.Outcome.BAD_LENGTH);
        assertThat(messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 1200})
    void takesTheShortestAndTheLongest(int length) throws Exception {
        Stream stream = new Stream().holding(Stream.frame(length, 7));
        assertThat(reader.read(stream, messages::add)).isEqualTo(FrameReader.Outcome.OPEN);
        assertThat(messages)
                .singleElement()
                .satisfies(message -> assertThat(message).hasSize(length));
    }

    @Test
    void handsOverNothingOfAMessageThatIsCutOff() throws Exception {
        Stream stream = new Stream().holding(new byte[] {0, 72, 1, 1, 1}).end();
        assertThat(reader.read(stream, messages::add)).isEqualTo(FrameReader.Outcome.OPEN);
        assertThat(reader.read(stream, messages::add)).isEqualTo(FrameReader.Outcome.ENDED);
        assertThat(messages).isEmpty();
    }
}
