package org.qgate.engine.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;

/** Sends datagrams of random bytes to echo hosts and compares what comes back. For one thread. */
final class EchoClient implements AutoCloseable {
    /** Under way at once. */
    private static final int WINDOW = 8;

    private static final int PATIENCE_MILLIS = 3_000;
    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final DatagramChannel channel;
    private final IpFamily family;
    private final DatagramPacket answer = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);

    private EchoClient(DatagramChannel channel, IpFamily family) {
        this.channel = channel;
        this.family = family;
    }

    static EchoClient on(InteropNetwork.Site site, IpFamily family) throws LinuxException {
        return new EchoClient(EchoHost.channel(site, family, 0), family);
    }

    /** Sends a datagram and does not wait for an answer. */
    void send(InteropNetwork.Site to, int bytes) throws IOException {
        byte[] payload = payload(bytes);
        DatagramSocket socket = channel.socket();
        socket.send(new DatagramPacket(payload, bytes, host(to)));
    }

    private InetSocketAddress host(InteropNetwork.Site to) {
        return new InetSocketAddress(to.inner(family).toString(), EchoHost.PORT);
    }

    private static byte[] payload(int bytes) {
        byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        return payload;
    }

    /** Exchanges a datagram of each size, no size twice; throws when one does not come back as it was. */
    void exchange(InteropNetwork.Site with, List<Integer> sizes) throws IOException {
        DatagramSocket socket = channel.socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        for (int at = 0; at < sizes.size(); at += WINDOW) {
            List<Integer> some = sizes.subList(at, Math.min(at + WINDOW, sizes.size()));
            for (int bytes : some) {
                send(with, bytes);
            }
            boolean[] came = new boolean[some.size()];
            for (int i = 0; i < some.size(); i++) {
                came[some.indexOf(receive(socket, some))] = true;
            }
            for (int i = 0; i < came.length; i++) {
                require(came[i], "no answer of " + some.get(i) + " bytes");
            }
        }
    }

    private int receive(DatagramSocket socket, List<Integer> expected) throws IOException {
        answer.setLength(DATAGRAM_BYTES_MAX);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException e) {
            throw new IOException("an answer is missing among those of " + expected + " bytes", e);
        }
        int bytes = answer.getLength();
        require(expected.contains(bytes), bytes + " bytes came back that nobody sent");
        require(
                Arrays.equals(payload(bytes), Arrays.copyOf(answer.getData(), bytes)),
                "datagram of " + bytes + " bytes came back changed");
        return bytes;
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
