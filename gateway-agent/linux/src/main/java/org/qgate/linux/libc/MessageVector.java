package org.qgate.linux.libc;

import java.nio.ByteBuffer;

/**
 * Datagrams for one system call: {@code struct mmsghdr} with one {@code iovec} each ({@code sendmmsg(2)}, {@code recvmmsg(2)}), over
 * memory of somebody else, who keeps it reachable. For one thread.
 *
 * <pre>
 * struct mmsghdr (64 bytes on 64 bit Linux): name, namelen, iov, iovlen, control, controllen, flags, len
 * struct iovec (16 bytes): base, len
 * </pre>
 */
public final class MessageVector {
    private static final int MMSGHDR_BYTES = 64;
    private static final int IOV = 16;
    private static final int IOV_LENGTH = 24;
    private static final int MESSAGE_LENGTH = 56;
    private static final int IOVEC_BYTES = 16;

    private final ByteBuffer headers;

    /** Kept reachable: {@link #headers} has its address. */
    private final ByteBuffer vectors;

    private final int capacity;

    /** Room for so many datagrams, 1 to 1024 (the kernel's bound). */
    public MessageVector(int capacity) {
        this.capacity = capacity;
        headers = Libc.nativeBuffer(capacity * MMSGHDR_BYTES);
        vectors = Libc.nativeBuffer(capacity * IOVEC_BYTES);
        for (int i = 0; i < capacity; i++) {
            headers.putLong(i * MMSGHDR_BYTES + IOV, Libc.addressOf(vectors) + (long) i * IOVEC_BYTES);
            headers.putLong(i * MMSGHDR_BYTES + IOV_LENGTH, 1);
        }
    }

    /** Most datagrams. */
    public int capacity() {
        return capacity;
    }

    /** A datagram lies, or may come to lie, between position and limit of a direct buffer. */
    public void put(int index, ByteBuffer memory) {
        vectors.putLong(index * IOVEC_BYTES, Libc.addressOf(memory) + memory.position());
        vectors.putLong(index * IOVEC_BYTES + Long.BYTES, memory.remaining());
    }

    /** Real length of a datagram that was received, which exceeds its memory when it was cut. */
    public int length(int index) {
        return headers.getInt(index * MMSGHDR_BYTES + MESSAGE_LENGTH);
    }

    /** Sets that length, for a datagram that came by another way than the system call. */
    public void setLength(int index, int length) {
        headers.putInt(index * MMSGHDR_BYTES + MESSAGE_LENGTH, length);
    }

    /** The structures from one datagram on. */
    ByteBuffer from(int first) {
        return headers.slice(first * MMSGHDR_BYTES, (capacity - first) * MMSGHDR_BYTES);
    }
}
