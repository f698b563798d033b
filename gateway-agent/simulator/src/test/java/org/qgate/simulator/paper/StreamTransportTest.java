package org.qgate.simulator.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.simulator.paper.PaperMessage.Kind;

class StreamTransportTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<byte[]> toB = new ArrayList<>();
    private final List<byte[]> toA = new ArrayList<>();
    private final StreamTransport a = new StreamTransport(toB::add, 0, 1);
    private final StreamTransport b = new StreamTransport(toA::add, 1, 2);

    private static PaperMessage request(int spi) {
        return new PaperMessage(Kind.KEY_CHANGE_REQUEST, 0, spi, 0);
    }

    private List<PaperMessage> deliverToB(long now) {
        List<PaperMessage> messages = new ArrayList<>();
        List<byte[]> segments = List.copyOf(toB);
        toB.clear();
        segments.forEach(segment -> messages.addAll(b.receive(segment, now)));
        return messages;
    }

    private void deliverToA(long now) {
        List<byte[]> segments = List.copyOf(toA);
        toA.clear();
        segments.forEach(segment -> a.receive(segment, now));
    }

    @Test
    void keepsSmallMessagesBackUntilTheSegmentUnderWayIsAcknowledged() {
        a.send(request(1000), 0);
        a.send(request(1001), 0);
        a.send(request(1002), 0);
        assertThat(toB).hasSize(1);
        assertThat(deliverToB(0)).containsExactly(request(1000));
        deliverToA(0);
        assertThat(deliverToB(0)).containsExactly(request(1001), request(1002));
    }

    @Test
    void repeatsALostSegmentAfterASecondAndThenAfterTwo() {
        a.send(request(1000), 0);
        toB.clear();
        a.tick(SECOND - 1);
        assertThat(toB).isEmpty();
        a.tick(SECOND);
        assertThat(toB).hasSize(1);
        toB.clear();
        assertThat(a.nextDeadlineNanos()).isEqualTo(3 * SECOND);
        a.tick(3 * SECOND);
        assertThat(deliverToB(3 * SECOND)).containsExactly(request(1000));
    }

    @Test
    void takesARepeatedSegmentOnce() {
        a.send(request(1000), 0);
        byte[] segment = toB.get(0);
        assertThat(b.receive(segment, 0)).hasSize(1);
        assertThat(b.receive(segment, 0)).isEmpty();
    }

    @Test
    void beginsAnewWhenThePeerHasForgottenTheConnection() {
        a.send(request(1000), 0);
        deliverToB(0);
        deliverToA(0);
        StreamTransport restarted = new StreamTransport(toA::add, 1, 3);
        a.send(request(1001), 1);
        assertThat(restarted.receive(toB.remove(0), 1)).isEmpty();
        deliverToA(1);
        a.send(request(1002), 2);
        assertThat(restarted.receive(toB.remove(0), 2)).containsExactly(request(1002));
    }

    @Test
    void refusesWhatIsAlteredOrItsOwn() {
        a.send(request(1000), 0);
        byte[] altered = toB.get(0).clone();
        altered[3] ^= 1;
        assertThat(b.receive(altered, 0)).isEmpty();
        assertThat(a.receive(toB.get(0), 0)).isEmpty();
        assertThat(b.refused() + a.refused()).isEqualTo(2);
    }
}
