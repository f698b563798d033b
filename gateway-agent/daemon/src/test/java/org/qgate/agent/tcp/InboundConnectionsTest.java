package org.qgate.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundConnectionsTest {
    private final InboundConnections connections = new InboundConnections();
    private int nextPort = 40_000;

    private record Made(Inbound inbound, Stream stream) {}

    private static InetAddress host(int number) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    }

    private Made add(int host, long nowNanos) throws Exception {
        Stream stream = new Stream();
        Inbound inbound = new Inbound(stream, new InetSocketAddress(host(host), nextPort++), nowNanos);
        connections.add(inbound);
        return new Made(inbound, stream);
    }

    @Test
    void keepTheOneInUseWhenOneAddressMakesTooMany() throws Exception {
        Made inUse = add(1, 0);
        List<Made> silent = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            inUse.stream.holding(Stream.frame(72, 1));
            assertThat(inUse.inbound.read(message -> {}, i)).isEqualTo(FrameReader.Outcome.OPEN);
            silent.add(add(1, i));
        }
        assertThat(inUse.stream.isOpen()).isTrue();
        assertThat(silent.stream().filter(made -> made.stream.isOpen()))
                .hasSize(InboundConnections.PER_ADDRESS_MAX - 1);
        assertThat(connections.size()).isEqualTo(InboundConnections.PER_ADDRESS_MAX);
    }

    @Test
    void areBoundedInAll() throws Exception {
        int hosts = InboundConnections.TOTAL_MAX / InboundConnections.PER_ADDRESS_MAX;
        for (int i = 0; i < InboundConnections.TOTAL_MAX; i++) {
            assertThat(connections.hasRoomFor(host(i % hosts))).isTrue();
            add(i % hosts, i);
        }
        assertThat(connections.hasRoomFor(host(hosts))).isFalse();
        assertThat(connections.hasRoomFor(host(0))).isTrue();
        add(0, 1000);
        assertThat(connections.size()).isEqualTo(InboundConnections.TOTAL_MAX);
        connections.closeAll();
        assertThat(connections.size()).isZero();
        assertThat(connections.hasRoomFor(host(hosts))).isTrue();
    }

    @Test
    void endWithoutWholeMessages() throws Exception {
        Made slow = add(1, 0);
        Made talking = add(1, 0);
        slow.stream.holding(new byte[] {0, 72, 1});
        talking.stream.holding(Stream.frame(72, 1));
        assertThat(slow.inbound.read(message -> {}, 5)).isEqualTo(FrameReader.Outcome.OPEN);
        assertThat(talking.inbound.read(message -> {}, 5)).isEqualTo(FrameReader.Outcome.OPEN);
        connections.closeIdle(Inbound.IDLE_NANOS);
        assertThat(slow.stream.isOpen()).isFalse();
        assertThat(talking.stream.isOpen()).isTrue();
        assertThat(connections.size()).isEqualTo(1);
    }
}
