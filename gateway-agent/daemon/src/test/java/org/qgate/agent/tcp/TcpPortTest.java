package org.qgate.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.agent.transport.MessagePort;
import org.qgate.core.port.ControlPort;
import org.qgate.linux.inet.IpAddress;

/** Real sockets on the loopback interface; whatever is waited for comes by itself, and time-outs are moved by a clock of the test. */
@Timeout(60)
class TcpPortTest {
    private static final String PEER = "127.0.0.1";
    private static final String STRANGER = "127.0.0.66";

    private final List<TcpPort> ports = new ArrayList<>();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final AtomicLong ahead = new AtomicLong();

    @AfterEach
    void stop() throws Exception {
        for (TcpPort port : ports) {
            port.stop();
        }
    }

    private long now() {
        return System.nanoTime() + ahead.get();
    }

    private static InetAddress host(String address) throws IOException {
        return InetAddress.getByAddress(IpAddress.parse(address).toBytes());
    }

    private static int freePort(String address) throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, host(address))) {
            return probe.getLocalPort();
        }
    }

    private TcpPort open(String address, int number) throws Exception {
        TcpPort port = TcpPort.bind(
                ControlPort.CONTROL,
                IpAddress.parse(address),
                number,
                (kind, source, message) -> received.add(message),
                from -> !from.getHostAddress().equals(STRANGER),
                this::now);
        ports.add(port);
        port.start();
        return port;
    }

    private static InetSocketAddress at(String address, int number) throws Exception {
        return MessagePort.socketAddress(IpAddress.parse(address), number);
    }

    private static byte[] message(int length, int fill) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) fill);
        return message;
    }

    private byte[] next() throws InterruptedException {
        byte[] message = received.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("a message within 30 s").isNotNull();
        return message == null ? new byte[0] : message;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** Sends until something arrives: what a connection takes with it when it ends is lost, as the protocol expects. */
    private void sendUntilReceived(TcpPort from, InetSocketAddress to, byte[] message) throws InterruptedException {
        do {
            from.send(message, to);
        } while (received.poll(50, TimeUnit.MILLISECONDS) == null);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void carriesMessagesOfEveryLength(String address) throws Exception {
        int one = freePort(address);
        open(address, one);
        int two = freePort(address);
        TcpPort sender = open(address, two);
        for (int length : new int[] {40, 72, 146, 1200}) {
            sender.send(message(length, 1), at(address, one));
            assertThat(next()).isEqualTo(message(length, 1));
        }
        assertThat(sender.counts()).isEqualTo(new TcpCounts(0, 0, 0, 0));
    }

    @Test
    void connectsAgainWhenThePeerIsBack() throws Exception {
        int number = freePort(PEER);
        TcpPort sender = open(PEER, freePort(PEER));
        sender.send(message(72, 1), at(PEER, number));
        TcpPort peer = open(PEER, number);
        assertThat(next()).hasSize(72);
        peer.stop();
        ports.remove(peer);
        sender.send(message(72, 2), at(PEER, number));
        open(PEER, number);
        sendUntilReceived(sender, at(PEER, number), message(72, 3));
    }

    @Test
    void goesOnWhileTheOthersDoNotSpeakTheProtocol() throws Exception {
        int number = freePort(PEER);
        TcpPort port = open(PEER, number);
        TcpPort sender = open(PEER, freePort(PEER));
        sender.send(message(72, 1), at(PEER, number));
        assertThat(next()).hasSize(72);

        Socket giant = new Socket(host(PEER), number);
        giant.getOutputStream().write(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3});
        assertThat(isClosed(giant)).isTrue();
        assertThat(port.counts().badLengths()).isEqualTo(1);

        Socket words = new Socket(host(PEER), number);
        words.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(isClosed(words)).isTrue();
        assertThat(port.counts().badLengths()).isEqualTo(2);

        Socket partial = new Socket(host(PEER), number);
        partial.getOutputStream().write(new byte[] {0, 72, 1, 1});
        Socket reset = new Socket(host(PEER), number);
        reset.getOutputStream().write(new byte[] {0, 72, 1, 1});
        reset.setSoLinger(true, 0);
        reset.close();

        sender.send(message(73, 1), at(PEER, number));
        assertThat(next()).hasSize(73);
        assertThat(received).isEmpty();
        partial.close();
    }

    @Test
    void outlivesAStormOfConnections() throws Exception {
        int number = freePort(PEER);
        TcpPort port = open(PEER, number);
        TcpPort sender = open(PEER, freePort(PEER));
        List<Socket> storm = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // A message in between: of one address the most silent connection makes room.
            sender.send(message(72, i), at(PEER, number));
            assertThat(next()).isEqualTo(message(72, i));
            storm.add(new Socket(host(PEER), number));
        }
        await(() -> port.counts().open() == InboundConnections.PER_ADDRESS_MAX);
        for (int i = 0; i < 200; i++) {
            Socket stranger = new Socket();
            stranger.bind(at(STRANGER, 0));
            stranger.connect(at(PEER, number));
            assertThat(isClosed(stranger)).isTrue();
        }
        assertThat(port.counts().refused()).isEqualTo(200);
        sender.send(message(74, 1), at(PEER, number));
        assertThat(next()).hasSize(74);
        for (Socket socket : storm) {
            socket.close();
        }
    }

    @Test
    void neverWaitsForAPeerThatTakesNothing() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, host(PEER))) {
            TcpPort sender = open(PEER, freePort(PEER));
            InetSocketAddress target = at(PEER, deaf.getLocalPort());
            await(() -> {
                sender.send(message(1200, 1), target);
                return sender.counts().dropped() > 1000;
            });
            int number = freePort(PEER);
            open(PEER, number);
            sender.send(message(72, 2), at(PEER, number));
            assertThat(next()).hasSize(72);
        }
    }

    @Test
    void replacesAConnectionByWhichNothingComesBack() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, host(PEER))) {
            TcpPort sender = open(PEER, freePort(PEER));
            InetSocketAddress target = at(PEER, silent.getLocalPort());
            sender.send(message(72, 1), target);
            Socket first = silent.accept();
            assertThat(first.getInputStream().readNBytes(74)).hasSize(74);
            ahead.addAndGet(Outbound.SILENCE_NANOS);
            assertThat(isClosed(first)).isTrue();
            sender.send(message(72, 2), target);
            assertThat(silent.accept().getInputStream().readNBytes(74)).endsWith(2);
        }
    }

    @Test
    void triesSeldomWhereEveryConnectionIsClosedAtOnce() throws Exception {
        int number = freePort(PEER);
        TcpPort port = open(PEER, number);
        TcpPort stranger = open(STRANGER, freePort(STRANGER));
        long before = System.nanoTime();
        while (port.counts().refused() < 4) {
            stranger.send(message(72, 1), at(PEER, number));
            Thread.onSpinWait();
        }
        // Pauses of 100, 200 and 400 ms lie between four connections.
        assertThat(System.nanoTime() - before).isGreaterThan(7 * ReconnectPause.FIRST_NANOS);
    }

    @Test
    void closesWhatIsIdle() throws Exception {
        int number = freePort(PEER);
        TcpPort port = open(PEER, number);
        Socket idle = new Socket(host(PEER), number);
        await(() -> port.counts().open() == 1);
        ahead.addAndGet(Inbound.IDLE_NANOS);
        assertThat(isClosed(idle)).isTrue();
    }

    @Test
    void closesAConnectionOnWhichThePeerAnswers() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 8, host(PEER))) {
            TcpPort sender = open(PEER, freePort(PEER));
            sender.send(message(72, 1), at(PEER, peer.getLocalPort()));
            Socket connection = peer.accept();
            connection.getOutputStream().write(1);
            assertThat(connection.getInputStream().readNBytes(74)).hasSize(74);
            assertThat(isClosed(connection)).isTrue();
        }
    }

    @Test
    void sendsItsLastMessageBeforeItStops() throws Exception {
        int number = freePort(PEER);
        open(PEER, number);
        TcpPort sender = open(PEER, freePort(PEER));
        sendUntilReceived(sender, at(PEER, number), message(72, 1));
        sender.send(message(80, 1), at(PEER, number));
        ports.remove(sender);
        sender.stop();
        byte[] last = next();
        while (last.length != 80) {
            last = next();
        }
        assertThat(last).hasSize(80);
    }

    @Test
    void saysWhichPortCannotBeOpened() {
        assertThatThrownBy(() -> open("192.0.2.77", 5600))
                .hasMessageContaining("TCP port 5600 of 192.0.2.77")
                .hasMessageContaining("is the address configured on this host");
    }
}
