package org.qgate.engine.loop;

import org.jspecify.annotations.Nullable;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.router.PathMtu;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.PacketBatch;
import org.qgate.linux.packet.PacketSocket;
import org.qgate.linux.packet.SegmentedDatagrams;

/** The way to one peer: a socket, the packets that wait for the next system call, and what the path carries. */
final class OuterPath implements AutoCloseable {

    /** Packets of one system call: a whole 64 KiB of a stream and then some. */
    static final int BATCH_PACKETS = 64;

    /** How often the kernel is asked what the path carries. */
    private static final long MTU_POLL_NANOS = 1_000_000_000L;

    /** A full socket buffer is tried this often before packets are dropped, as a full interface queue would. */
    private static final int SEND_ATTEMPTS_MAX = 3;

    private static final int SLOT_SPARE_BYTES = 192;

    private final PacketSocket socket;
    private final PacketBatch batch;
    private final PathMtu mtu;
    private final EngineCounters counters;
    private final @Nullable PacketSocket udp;
    private final SegmentedDatagrams datagrams;
    private final int datagramOffset;
    private int pending;
    private boolean polled;
    private long polledNanos;

    /**
     * Opens it.
     *
     * @param udp a socket on the local port of the tunnel, or null where ESP goes right in IP
     */
    OuterPath(Tunnel tunnel, @Nullable PacketSocket udp, int linkMtu, EngineCounters counters) throws LinuxException {
        IpAddress destination = tunnel.destination();
        this.socket = PacketSocket.rawSender(destination);
        this.udp = udp;
        this.datagrams =
                new SegmentedDatagrams(destination, tunnel.encapsulation().destinationPort());
        this.datagramOffset = tunnel.headerBytes();
        this.batch = new PacketBatch(BATCH_PACKETS, linkMtu + SLOT_SPARE_BYTES);
        this.mtu = new PathMtu(destination.family(), linkMtu);
        this.counters = counters;
    }

    /** Longest outer packet now. */
    int mtu(long nowNanos) {
        if (!polled || nowNanos - polledNanos >= MTU_POLL_NANOS) {
            polled = true;
            polledNanos = nowNanos;
            learn(nowNanos);
        }
        return mtu.bytes(nowNanos);
    }

    private void learn(long nowNanos) {
        int known = socket.pathMtu();
        if (known > 0) {
            mtu.learn(known, nowNanos);
        }
    }

    /** Queues a packet no longer than {@link #mtu} ever was, and sends when a batch is full. */
    void add(byte[] packet, int offset, int length, long nowNanos) {
        if (udp != null && IpHeader.forbidsFragmentation(packet, offset)) {
            sendRaw(nowNanos);
            int bytes = length - datagramOffset;
            int trafficClass = IpHeader.trafficClass(packet, offset);
            if (!datagrams.fits(bytes, trafficClass)) {
                sendDatagrams(udp, nowNanos);
            }
            datagrams.add(packet, offset + datagramOffset, bytes, trafficClass);
            return;
        }
        if (udp != null) {
            // The UDP socket sets DF on everything; a packet that may be cut goes with a header of its own.
            sendDatagrams(udp, nowNanos);
        }
        batch.put(pending, packet, offset, length);
        pending++;
        if (pending == BATCH_PACKETS) {
            sendRaw(nowNanos);
        }
    }

    /** Sends what waits. */
    void flush(long nowNanos) {
        sendRaw(nowNanos);
        if (udp != null) {
            sendDatagrams(udp, nowNanos);
        }
    }

    private void sendDatagrams(PacketSocket from, long nowNanos) {
        if (datagrams.isEmpty()) {
            return;
        }
        int sent = 0;
        for (int attempt = 0; sent <= 0 && attempt < SEND_ATTEMPTS_MAX; attempt++) {
            sent = from.send(datagrams);
        }
        if (sent > 0) {
            counters.sent(datagrams.count());
        } else {
            boolean tooBig = sent == -Errno.EMSGSIZE.number();
            counters.drop(tooBig ? DropReason.TOO_BIG : DropReason.SEND_FAILED, datagrams.count());
            learn(nowNanos);
        }
        datagrams.clear();
    }

    private void sendRaw(long nowNanos) {
        int done = 0;
        int attempts = 0;
        while (done < pending) {
            int sent = socket.send(batch, done, pending);
            if (sent > 0) {
                counters.sent(sent);
                done += sent;
                attempts = 0;
            } else if (sent == -Errno.EMSGSIZE.number()) {
                learn(nowNanos);
                counters.drop(DropReason.TOO_BIG);
                done++;
            } else if (++attempts >= SEND_ATTEMPTS_MAX) {
                counters.drop(DropReason.SEND_FAILED);
                done++;
            }
        }
        pending = 0;
    }

    @Override
    public void close() {
        socket.close();
    }
}
