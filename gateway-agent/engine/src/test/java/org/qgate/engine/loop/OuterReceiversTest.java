package org.qgate.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.tun.VirtioNetHdr;

class OuterReceiversTest {
    private static final IpAddress FIRST = IpAddress.parse("127.0.0.1");
    private static final IpAddress SECOND = IpAddress.parse("127.0.0.2");
    private static final IpAddress ELSEWHERE = IpAddress.parse("198.51.100.7");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EngineCounters counters = new EngineCounters();
    private int port;
    private EngineOptions options;
    private OuterReceivers receivers;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Libc.instance().geteuid() == 0, "needs root: it opens raw sockets");
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        options = EngineOptions.of("unused", List.of(FIRST)).withUdpPort(port);
        receivers = OuterReceivers.open(options);
    }

    @AfterEach
    void close() {
        if (receivers != null) {
            receivers.close();
        }
    }

    @Test
    void takesAnAddressOfThisHostInOnce() {
        assertThat(receivers.contains(SECOND)).isFalse();
        List<OuterReceiver> before = receivers.all();

        assertThat(receivers.adopt(SECOND)).isTrue();
        assertThat(receivers.contains(SECOND)).isTrue();
        List<OuterReceiver> after = receivers.all();
        assertThat(after).hasSize(2 * before.size()).containsAll(before);

        assertThat(receivers.adopt(SECOND)).isTrue();
        assertThat(receivers.all()).isSameAs(after);
    }

    @Test
    void takesNoAddressOfAnotherHost() {
        List<OuterReceiver> before = receivers.all();
        assertThat(receivers.adopt(ELSEWHERE)).isFalse();
        assertThat(receivers.contains(ELSEWHERE)).isFalse();
        assertThat(receivers.all()).isSameAs(before);
    }

    @Test
    void startsWithAllOfItsAddressesOrWithNone() throws Exception {
        receivers.close();
        assertThatThrownBy(() ->
                        OuterReceivers.open(new EngineOptions("unused", List.of(FIRST, ELSEWHERE), port, 1500, 8)))
                .isInstanceOf(LinuxException.class);
        // The port is free again.
        receivers = OuterReceivers.open(options);
        assertThat(receivers.contains(FIRST)).isTrue();
    }

    @Test
    void aRunningLoopTakesWhatArrivesAtAnAddressThatCameLater() throws Exception {
        Engine.Parts parts = new Engine.Parts(
                new NoHosts(),
                new KeyStore(8),
                () -> PolicyTable.EMPTY,
                () -> PolicyTable.EMPTY,
                counters,
                new WantedSas(),
                System::nanoTime);
        AtomicBoolean running = new AtomicBoolean(true);
        Thread loop = new Thread(new InboundLoop(parts, receivers, running::get), "inbound");
        loop.start();
        try {
            sayEspTo(FIRST);
            awaitUnknownSas(1);

            receivers.adopt(SECOND);
            sayEspTo(SECOND);
            awaitUnknownSas(2);
        } finally {
            running.set(false);
            loop.join();
        }
    }

    private void sayEspTo(IpAddress address) throws Exception {
        byte[] esp = new byte[64];
        esp[0] = 1;
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(esp, esp.length, InetAddress.getByName(address.toString()), port));
        }
    }

    private void awaitUnknownSas(long count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (counters.dropped(DropReason.NO_INBOUND_SA) < count && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(counters.dropped(DropReason.NO_INBOUND_SA)).isEqualTo(count);
    }

    /** An inner side on which nothing happens. */
    private static final class NoHosts implements InnerPort {
        @Override
        public Fd fd() {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public boolean joinsDatagrams() {
            return false;
        }

        @Override
        public int read(VirtioNetHdr header, byte[] into, int offset) {
            return NOTHING_FOR_TUNNEL;
        }

        @Override
        public int deliver(VirtioNetHdr header, byte[] packet, int offset, int length) {
            return 0;
        }

        @Override
        public int tell(VirtioNetHdr header, byte[] packet, int offset, int length) {
            return 0;
        }

        @Override
        public void setPersistent(boolean persistent) {
            // It has no interface.
        }

        @Override
        public void close() {
            // It has nothing open.
        }
    }
}
