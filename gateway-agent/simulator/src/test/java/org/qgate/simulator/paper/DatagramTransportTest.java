package org.qgate.simulator.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.simulator.paper.PaperMessage.Kind;

class DatagramTransportTest {
    private static final int AH_WINDOW = 64;

    private final List<byte[]> wire = new ArrayList<>();
    private final DatagramTransport a = new DatagramTransport(wire::add, 0, 1);
    private final DatagramTransport b = new DatagramTransport(bytes -> {}, 1, 2);

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            a.send(new PaperMessage(Kind.KEY_CHANGE_REQUEST, 0, 1000 + i, 0), 0);
        }
    }

    @Test
    void takesMessagesInAnyOrderAndEachOnce() {
        send(3);
        assertThat(b.receive(wire.get(2), 0)).hasSize(1);
        assertThat(b.receive(wire.get(0), 0)).hasSize(1);
        assertThat(b.receive(wire.get(0), 0)).isEmpty();
        assertThat(b.receive(wire.get(1), 0)).hasSize(1);
        assertThat(b.receive(wire.get(2), 0)).isEmpty();
        assertThat(b.refused()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsOlderThanTheWindow() {
        send(AH_WINDOW + 1);
        b.receive(wire.get(AH_WINDOW), 0);
        assertThat(b.receive(wire.get(0), 0)).isEmpty();
        assertThat(b.receive(wire.get(1), 0)).hasSize(1);
    }

    @Test
    void refusesAlteredAndReflectedDatagrams() {
        send(1);
        byte[] altered = wire.get(0).clone();
        altered[5] ^= 4;
        assertThat(b.receive(altered, 0)).isEmpty();
        assertThat(b.receive(new byte[3], 0)).isEmpty();
        assertThat(a.receive(wire.get(0), 0)).isEmpty();
    }
}
