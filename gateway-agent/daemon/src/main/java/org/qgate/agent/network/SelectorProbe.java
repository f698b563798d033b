package org.qgate.agent.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an empty UDP datagram to the discard port (RFC 863) of the first host of each selector's remote prefix, from an address that
 * this gateway has in its local prefix. It needs no answer: that it was deciphered is counted at the other gateway.
 */
public final class SelectorProbe implements ProbeSender {
    private static final int DISCARD_PORT = 9;
    private static final Logger LOG = LoggerFactory.getLogger(SelectorProbe.class);

    @Override
    public int send(List<TrafficSelector> selectors) {
        int sent = 0;
        for (TrafficSelector selector : selectors) {
            try {
                Optional<InetAddress> source = within(selector.local());
                if (source.isPresent()) {
                    send(source.get(), InetAddress.getByAddress(firstHost(selector.remote())));
                    sent++;
                }
            } catch (IOException e) {
                LOG.info("no probe from {} to {}: {}", selector.local(), selector.remote(), e.getMessage());
            }
        }
        return sent;
    }

    private static Optional<InetAddress> within(IpPrefix prefix) throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> {
                    IpAddress own = IpAddress.of(address);
                    return own.family() == prefix.family() && prefix.contains(own);
                })
                .findFirst();
    }

    /** The address after that of the network itself, if the prefix has more than one. */
    static byte[] firstHost(IpPrefix prefix) {
        byte[] bytes = prefix.masked().address().toBytes();
        if (prefix.length() < bytes.length * Byte.SIZE) {
            bytes[bytes.length - 1] |= 1;
        }
        return bytes;
    }

    private static void send(InetAddress source, InetAddress target) throws IOException {
        boolean v6 = IpAddress.of(target).family() == IpFamily.IPV6;
        try (DatagramChannel channel =
                DatagramChannel.open(v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress(source, 0));
            channel.send(ByteBuffer.allocate(1), new InetSocketAddress(target, DISCARD_PORT));
        }
    }
}
