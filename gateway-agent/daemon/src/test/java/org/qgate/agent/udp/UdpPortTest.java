package org.qgate.agent.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qgate.agent.transport.MessagePort;
import org.qgate.core.port.ControlPort;
import org.qgate.linux.inet.IpAddress;

class UdpPortTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    private static int freePort() throws Exception {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Test
    void carriesDatagramsWithTheirSource() throws Exception {
        int one = freePort();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        UdpPort receiver = UdpPort.bind(
                ControlPort.HELLO,
                LOOPBACK,
                one,
                (port, source, datagram) -> received.add(port + " " + source.getPort() + " " + datagram.length));
        receiver.start();
        int two = freePort();
        UdpPort sender = UdpPort.bind(ControlPort.CONTROL, LOOPBACK, two, (port, source, datagram) -> {});
        sender.start();
        sender.send(new byte[77], MessagePort.socketAddress(LOOPBACK, one));
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("HELLO " + two + " 77");
        sender.stop();
        receiver.stop();
    }

    @Test
    void losesWhatCannotBeSentAndGoesOn() throws Exception {
        UdpPort sender = UdpPort.bind(ControlPort.CONTROL, LOOPBACK, freePort(), (port, source, datagram) -> {});
        sender.start();
        InetSocketAddress nobody = MessagePort.socketAddress(LOOPBACK, freePort());
        sender.send(new byte[70_000], nobody);
        sender.send(new byte[1], nobody);
        sender.stop();
    }

    @Test
    void saysWhichPortCannotBeOpened() {
        assertThatThrownBy(() -> UdpPort.bind(
                        ControlPort.CONTROL, IpAddress.parse("192.0.2.77"), 5600, (port, source, datagram) -> {}))
                .hasMessageContaining("UDP port 5600 of 192.0.2.77")
                .hasMessageContaining("is the address configured on this host");
    }
}
