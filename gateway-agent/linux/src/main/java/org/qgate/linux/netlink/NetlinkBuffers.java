package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedRegion;

/** The buffers of a connection: for a batch, for a question, for answers. Off-heap; for XFRM, which carries keys, locked. */
public final class NetlinkBuffers implements AutoCloseable {

    /** Room for a full batch. */
    public static final int SEND_BYTES = NetlinkBatch.MESSAGES_MAX * NetlinkBatch.MESSAGE_BYTES_MAX;

    /** Room for a request that is no batch, so that a dump may come between while a batch is written. */
    public static final int QUESTION_BYTES = NetlinkBatch.MESSAGE_BYTES_MAX;

    /** Twice what the kernel puts into one datagram of a dump. */
    public static final int RECEIVE_BYTES = 64 << 10;

    private final ByteBuffer send;
    private final ByteBuffer question;
    private final ByteBuffer receive;
    private final Runnable release;

    private NetlinkBuffers(ByteBuffer all, Runnable release) {
        this.send = all.slice(0, SEND_BYTES).order(all.order());
        this.question = all.slice(SEND_BYTES, QUESTION_BYTES).order(all.order());
        this.receive = all.slice(SEND_BYTES + QUESTION_BYTES, RECEIVE_BYTES).order(all.order());
        this.release = release;
    }

    /** Buffers in locked memory. */
    public static NetlinkBuffers locked() throws LinuxException {
        LockedRegion region = LockedRegion.open(SEND_BYTES + QUESTION_BYTES + RECEIVE_BYTES, "netlink buffers");
        return new NetlinkBuffers(region.buffer(), region::close);
    }

    /** Buffers in ordinary direct memory, for messages without secrets. */
    public static NetlinkBuffers plain() {
        return new NetlinkBuffers(Libc.nativeBuffer(SEND_BYTES + QUESTION_BYTES + RECEIVE_BYTES), () -> {});
    }

    ByteBuffer send() {
        return send;
    }

    ByteBuffer question() {
        return question;
    }

    ByteBuffer receive() {
        return receive;
    }

    /** Zeroes and frees locked memory. The buffers must not be touched any more: their pages are gone. */
    @Override
    public void close() {
        release.run();
    }
}
