package org.qgate.engine.interop;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.packet.PacketBatch;
import org.qgate.linux.packet.PacketSocket;

/**
 * Somebody on the path of one direction: sees the ESP packets that come to an end, and sends others in the name of the
 * sender. ESP right in IP only.
 */
final class Forger implements AutoCloseable {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 1_000_000L;

    private final PacketSocket ears;
    private final PacketSocket mouth;
    private final IpAddress from;
    private final IpAddress to;
    private final PacketBatch batch = new PacketBatch(16, 2048);

    private Forger(PacketSocket ears, PacketSocket mouth, IpAddress from, IpAddress to) {
        this.ears = ears;
        this.mouth = mouth;
        this.from = from;
        this.to = to;
    }

    static Forger between(InteropNetwork.Site sender, InteropNetwork.Site receiver, IpAddress from, IpAddress to)
            throws LinuxException {
        PacketSocket ears = NetworkNamespace.named(receiver.namespace())
                .call(() -> PacketSocket.rawReceiver(to, IpHeader.PROTOCOL_ESP));
        PacketSocket mouth = NetworkNamespace.named(sender.namespace()).call(() -> PacketSocket.rawSender(to));
        return new Forger(ears, mouth, from, to);
    }

    /** The next packet, from SPI to ICV. */
    byte[] hear() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            if (ears.receive(batch) > 0) {
                byte[] packet = new byte[batch.length(0)];
                batch.get(0, packet, 0, packet.length);
                int header = to.family() == IpFamily.IPV4 ? IpHeader.headerBytesV4(packet, 0) : 0;
                return Arrays.copyOfRange(packet, header, packet.length);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IllegalStateException("no ESP packet came from " + from + " to " + to);
    }

    /** Forgets what came so far. */
    void forget() {
        while (ears.receive(batch) > 0) {
            // All of it.
        }
    }

    /** Sends ESP in the name of the sender. */
    void say(byte[] esp) {
        boolean v4 = to.family() == IpFamily.IPV4;
        int header = v4 ? IpHeader.V4_BYTES : IpHeader.V6_BYTES;
        byte[] packet = new byte[header + esp.length];
        byte[] source = from.toBytes();
        byte[] destination = to.toBytes();
        if (v4) {
            packet[0] = 0x45;
            NetworkOrder.putShort(packet, 2, packet.length);
            packet[8] = 64;
            packet[9] = IpHeader.PROTOCOL_ESP;
        } else {
            packet[0] = 0x60;
            NetworkOrder.putShort(packet, 4, esp.length);
            packet[6] = IpHeader.PROTOCOL_ESP;
            packet[7] = 64;
        }
        System.arraycopy(source, 0, packet, v4 ? 12 : 8, source.length);
        System.arraycopy(destination, 0, packet, (v4 ? 12 : 8) + source.length, source.length);
        if (v4) {
            IpHeader.writeChecksumV4(packet, 0);
        }
        System.arraycopy(esp, 0, packet, header, esp.length);
        PacketBatch one = new PacketBatch(1, packet.length);
        one.put(0, packet, 0, packet.length);
        if (mouth.send(one, 0, 1) != 1) {
            throw new IllegalStateException("a forged packet could not be sent");
        }
    }

    @Override
    public void close() {
        ears.close();
        mouth.close();
    }
}
