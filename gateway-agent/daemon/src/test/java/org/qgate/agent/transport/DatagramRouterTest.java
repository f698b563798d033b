package org.qgate.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.Transport;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.linux.inet.IpAddress;

class DatagramRouterTest {
    private static final byte[] OURS = tagged(42);

    private final List<String> received = new ArrayList<>();
    private final DatagramRouter router = new DatagramRouter((link, event) -> received.add(link + " " + event.port()));

    private void add(Transport transport) throws Exception {
        router.add(42, new DatagramRouter.Route(new LinkName("alice-bob"), transport, at(1, 5600), at(1, 5601)));
    }

    private static InetSocketAddress at(int host, int port) throws Exception {
        return MessagePort.socketAddress(IpAddress.parse("192.0.2." + host), port);
    }

    @Test
    void findsTheLinkOfADatagramByTagAndSource() throws Exception {
        add(Transport.UDP);
        DatagramSink udp = router.over(Transport.UDP);
        udp.received(ControlPort.CONTROL, at(1, 5600), OURS);
        udp.received(ControlPort.HELLO, at(1, 5601), OURS);
        udp.received(ControlPort.CONTROL, at(1, 5601), OURS);
        udp.received(ControlPort.CONTROL, at(2, 5600), OURS);
        udp.received(ControlPort.CONTROL, at(1, 5600), tagged(43));
        udp.received(ControlPort.CONTROL, at(1, 5600), new byte[3]);
        router.over(Transport.TCP).received(ControlPort.CONTROL, at(1, 5600), OURS);
        router.remove(42);
        udp.received(ControlPort.CONTROL, at(1, 5600), OURS);
        assertThat(received).containsExactly("alice-bob CONTROL", "alice-bob HELLO");
    }

    @Test
    void takesMessagesOverTcpFromAnyPortOfThePeer() throws Exception {
        add(Transport.TCP);
        DatagramSink tcp = router.over(Transport.TCP);
        tcp.received(ControlPort.CONTROL, at(1, 40_000), OURS);
        tcp.received(ControlPort.HELLO, at(1, 40_001), OURS);
        tcp.received(ControlPort.CONTROL, at(2, 5600), OURS);
        router.over(Transport.UDP).received(ControlPort.CONTROL, at(1, 5600), OURS);
        assertThat(received).containsExactly("alice-bob CONTROL", "alice-bob HELLO");
    }

    @Test
    void knowsWhereTcpConnectionsMayComeFrom() throws Exception {
        add(Transport.UDP);
        assertThat(router.isTcpPeer(at(1, 0).getAddress())).isFalse();
        add(Transport.TCP);
        assertThat(router.isTcpPeer(at(1, 0).getAddress())).isTrue();
        assertThat(router.isTcpPeer(at(2, 0).getAddress())).isFalse();
    }

    /** The tag stands behind magic, version and type. */
    private static byte[] tagged(long tag) {
        return ByteBuffer.allocate(100).putLong(4, tag).array();
    }
}
