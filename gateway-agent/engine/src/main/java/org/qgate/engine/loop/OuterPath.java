package org.qgate.engine.loop;

import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.router.PathMtu;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.PacketBatch;
import org.qgate.linux.packet.PacketSocket;

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
    private int pending;
    private long polledNanos;

    OuterPath(IpAddress destination, int linkMtu, EngineCounters counters, long nowNanos) throws LinuxException {
        this.socket = PacketSocket.rawSender(destination);
        this.batch = new PacketBatch(BATCH_PACKETS, linkMtu + SLOT_SPARE_BYTES);
        this.mtu = new PathMtu(destination.family(), linkMtu);
        this.counters = counters;
        this.polledNanos = nowNanos;
    }

    /** Longest outer packet now. */
    int mtu(long nowNanos) {
        if (nowNanos - polledNanos >= MTU_POLL_NANOS) {
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

    /** Queues a packet no longer than {@link #mtu} ever was, and sends when the batch is full. */
    void add(byte[] packet, int offset, int length, long nowNanos) {
        batch.put(pending, packet, offset, length);
        pending++;
        if (pending == BATCH_PACKETS) {
            flush(nowNanos);
        }
    }

    /** Sends what waits. */
    void flush(long nowNanos) {
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
