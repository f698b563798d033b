package org.qgate.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;

/** Over the loopback; needs no privilege. */
class PacketSocketTest {
    private static final int PATIENCE_MILLIS = 5_000;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void receivesDatagramsInBatchesWithTheirTrafficClass(String address) throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName(address))) {
            port = free.getLocalPort();
        }
        PacketBatch batch = new PacketBatch(8, 2_000);
        try (PacketSocket receiver = PacketSocket.udp(IpAddress.parse(address), port);
                DatagramSocket sender = new DatagramSocket(0, InetAddress.getByName(address))) {
            assertThat(receiver.receive(batch)).isEqualTo(-Errno.EAGAIN.number());
            sender.setTrafficClass(0xB8);
            for (int i = 1; i <= 3; i++) {
                byte[] data = new byte[i * 100];
                data[0] = (byte) i;
                sender.send(new DatagramPacket(
                        data, data.length, new InetSocketAddress(InetAddress.getByName(address), port)));
            }
            Poll poll = new Poll(List.of(receiver.fd()));
            int received = 0;
            byte[] into = new byte[2_000];
            while (received < 3) {
                assertThat(poll.await(PATIENCE_MILLIS)).isEqualTo(1);
                assertThat(poll.isReady(0)).isTrue();
                int packets = receiver.receive(batch);
                for (int i = 0; i < packets; i++) {
                    received++;
                    assertThat(batch.length(i)).isEqualTo(received * 100);
                    assertThat(batch.get(i, into, 5, 1_000)).isEqualTo(received * 100);
                    assertThat(into[5]).isEqualTo((byte) received);
                    assertThat(batch.trafficClass(i)).isEqualTo(0xB8);
                    assertThat(batch.segmentBytes(i)).isZero();
                }
            }
        }
    }

    @Test
    void cutsWhatIsLongerThanASlot() throws Exception {
        IpAddress local = IpAddress.parse("127.0.0.1");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PacketBatch batch = new PacketBatch(1, 100);
        try (PacketSocket receiver = PacketSocket.udp(local, port);
                DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(new byte[300], 300, InetAddress.getLoopbackAddress(), port));
            assertThat(new Poll(List.of(receiver.fd())).await(PATIENCE_MILLIS)).isEqualTo(1);
            assertThat(receiver.receive(batch)).isEqualTo(1);
            assertThat(batch.get(0, new byte[500], 0, 500)).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void sendsManyDatagramsAtOnce(String address) throws Exception {
        IpAddress local = IpAddress.parse(address);
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName(address))) {
            port = free.getLocalPort();
        }
        PacketBatch batch = new PacketBatch(SegmentedDatagrams.DATAGRAMS_MAX, 65_536);
        SegmentedDatagrams datagrams = new SegmentedDatagrams(local, port);
        byte[] data = new byte[1_000];
        for (int i = 0; i < 5; i++) {
            int length = i == 4 ? 10 : 1_000;
            data[0] = (byte) i;
            assertThat(datagrams.fits(length, 0x20)).isTrue();
            datagrams.add(data, 0, length, 0x20);
        }
        assertThat(datagrams.fits(10, 0x20)).as("behind a short one").isFalse();
        try (PacketSocket socket = PacketSocket.udp(local, port)) {
            assertThat(socket.send(datagrams)).isEqualTo(1);
            Poll poll = new Poll(List.of(socket.fd()));
            byte[] into = new byte[65_536];
            int received = 0;
            while (received < 5) {
                assertThat(poll.await(PATIENCE_MILLIS)).isEqualTo(1);
                int packets = socket.receive(batch);
                for (int i = 0; i < packets; i++) {
                    assertThat(batch.trafficClass(i)).isEqualTo(0x20);
                    int length = batch.get(i, into, 0, into.length);
                    int segment = batch.segmentBytes(i) > 0 ? batch.segmentBytes(i) : length;
                    for (int at = 0; at < length; at += segment) {
                        assertThat(into[at]).isEqualTo((byte) received);
                        assertThat(Math.min(segment, length - at)).isEqualTo(received == 4 ? 10 : 1_000);
                        received++;
                    }
                }
            }
            datagrams.clear();
            assertThat(datagrams.isEmpty()).isTrue();
        }
    }
}
