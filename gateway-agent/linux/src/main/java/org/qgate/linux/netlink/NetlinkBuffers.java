package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedRegion;

/** The send and the receive buffer of a connection. Both live off-heap; for XFRM, whose messages hold keys, locked. */
public final class NetlinkBuffers implements AutoCloseable {

    /** Room for a full batch. */
    public static final int SEND_BYTES = NetlinkBatch.MESSAGES_MAX * NetlinkBatch.MESSAGE_BYTES_MAX;

    /** Twice what the kernel puts into one datagram of a dump. */
    public static final int RECEIVE_BYTES = 64 << 10;

    private final ByteBuffer send;
    private final ByteBuffer receive;
    private final AutoCloseableRegion region;

    private NetlinkBuffers(ByteBuffer send, ByteBuffer receive, AutoCloseableRegion region) {
        this.send = send;
        this.receive = receive;
        this.region = region;
    }

    /** Buffers in locked memory. */
    public static NetlinkBuffers locked() throws LinuxException {
        LockedRegion region = LockedRegion.open(SEND_BYTES + RECEIVE_BYTES, "netlink buffers");
        ByteBuffer all = region.buffer();
        return new NetlinkBuffers(
                all.slice(0, SEND_BYTES).order(all.order()),
                all.slice(SEND_BYTES, RECEIVE_BYTES).order(all.order()),
                region::close);
    }

    /** Buffers in ordinary direct memory, for messages without secrets. */
    public static NetlinkBuffers plain() {
        return new NetlinkBuffers(Libc.nativeBuffer(SEND_BYTES), Libc.nativeBuffer(RECEIVE_BYTES), () -> {});
    }

    ByteBuffer send() {
        return send;
    }

    ByteBuffer receive() {
        return receive;
    }

    @Override
    public void close() {
        region.close();
    }

    private interface AutoCloseableRegion {
        void close();
    }
}
