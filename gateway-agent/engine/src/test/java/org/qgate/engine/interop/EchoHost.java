package org.qgate.engine.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.NetworkNamespace;

/** Sends every UDP datagram back that comes to an end's inner address, and counts them. */
final class EchoHost implements AutoCloseable {
    static final int PORT = 7007;

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final DatagramChannel channel;
    private final AtomicLong received = new AtomicLong();

    private EchoHost(DatagramChannel channel) {
        this.channel = channel;
    }

    static EchoHost on(InteropNetwork.Site site, IpFamily family) throws LinuxException {
        EchoHost host = new EchoHost(channel(site, family, PORT));
        Thread thread = new Thread(host::run, "echo-" + site.namespace());
        thread.setDaemon(true);
        thread.start();
        return host;
    }

    /** A UDP channel on an end's inner address. */
    static DatagramChannel channel(InteropNetwork.Site site, IpFamily family, int port) throws LinuxException {
        return NetworkNamespace.named(site.namespace()).call(() -> {
            try {
                DatagramChannel opened = DatagramChannel.open(
                        family == IpFamily.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
                return opened.bind(new InetSocketAddress(site.inner(family).toString(), port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    long received() {
        return received.get();
    }

    private void run() {
        ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
        try {
            while (true) {
                var sender = channel.receive(datagram.clear());
                received.incrementAndGet();
                channel.send(datagram.flip(), sender);
            }
        } catch (AsynchronousCloseException e) {
            // It is over.
        } catch (ClosedChannelException e) {
            // It was over before it began.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
