package org.qgate.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private final SendQueue queue = new SendQueue();

    private static byte[] message(int fill) {
        byte[] message = new byte[100];
        Arrays.fill(message, (byte) fill);
        return message;
    }

    private static List<Integer> fills(Stream stream) throws Exception {
        List<Integer> fills = new ArrayList<>();
        FrameReader reader = new FrameReader();
        FrameReader.Outcome outcome = FrameReader.Outcome.OPEN;
        stream.end();
        while (outcome == FrameReader.Outcome.OPEN) {
            outcome = reader.read(stream, read -> fills.add((int) read[0]));
        }
        assertThat(outcome).isEqualTo(FrameReader.Outcome.ENDED);
        return fills;
    }

    @Test
    void writesMessagesInTheirOrderHoweverLittleTheStreamTakes() throws Exception {
        Stream stream = new Stream();
        stream.room = 0;
        List<Integer> put = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            queue.add(message(i));
            put.add(i);
        }
        assertThat(queue.writeTo(stream)).isFalse();
        boolean all = false;
        while (!all) {
            stream.room = 37;
            all = queue.writeTo(stream);
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(fills(stream)).isEqualTo(put);
    }

    @Test
    void dropsTheOldestWhenTooManyWait() throws Exception {
        for (int i = 0; i < SendQueue.MESSAGES_MAX + 6; i++) {
            queue.add(message(i));
        }
        assertThat(queue.dropped()).isEqualTo(6);
        Stream stream = new Stream();
        assertThat(queue.writeTo(stream)).isTrue();
        assertThat(fills(stream))
                .hasSize(SendQueue.MESSAGES_MAX)
                .startsWith(6, 7)
                .endsWith(69);
    }

    @Test
    void beginsWithAWholeMessageOnANewStream() throws Exception {
        queue.add(message(1));
        queue.add(message(2));
        Stream first = new Stream();
        first.room = 30;
        assertThat(queue.writeTo(first)).isFalse();
        queue.restart();
        queue.add(message(3));
        Stream second = new Stream();
        assertThat(queue.writeTo(second)).isTrue();
        assertThat(fills(second)).containsExactly(3);
    }

    @Test
    void refusesWhatTheOtherEndWouldNotTake() {
        assertThatThrownBy(() -> queue.add(new byte[39])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.add(new byte[1201])).isInstanceOf(IllegalArgumentException.class);
    }
}
