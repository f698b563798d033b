package org.qgate.linux.packet;

import java.nio.ByteBuffer;

/**
 * Packets that go through one system call, in memory laid out once: {@code struct mmsghdr} with one {@code iovec}, a slot
 * of data, and room for ancillary data each. For one thread.
 *
 * <pre>
 * struct mmsghdr (64 bytes on 64 bit Linux): name, namelen, iov, iovlen, control, controllen, flags, len
 * </pre>
 */
public final class PacketBatch {

    private static final int MMSGHDR_BYTES = 64;
    private static final int NAME = 0;
    private static final int IOV = 16;
    private static final int IOV_LENGTH = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MESSAGE_LENGTH = 56;
    private static final int IOVEC_BYTES = 16;
    private static final int CONTROL_BYTES = 96;
    private static final int CMSG_HEADER_BYTES = 16;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPPROTO_UDP = 17;
    private static final int IP_TOS = 1;
    private static final int IPV6_TCLASS = 67;
    private static final int UDP_GRO = 104;

    private final int capacity;
    private final int slotBytes;
    private final NativeMemory headers;
    private final NativeMemory vectors;
    private final NativeMemory controls;
    private final NativeMemory slots;

    /**
     * Lays out the memory.
     *
     * @param capacity packets of one call, 1 to 1024 (the kernel's bound)
     * @param slotBytes longest packet
     */
    public PacketBatch(int capacity, int slotBytes) {
        this.capacity = capacity;
        this.slotBytes = slotBytes;
        headers = new NativeMemory(capacity * MMSGHDR_BYTES);
        vectors = new NativeMemory(capacity * IOVEC_BYTES);
        controls = new NativeMemory(capacity * CONTROL_BYTES);
        slots = new NativeMemory(capacity * slotBytes);
        for (int i = 0; i < capacity; i++) {
            ByteBuffer header = headers.buffer();
            int at = i * MMSGHDR_BYTES;
            header.putLong(at + NAME, 0);
            header.putLong(at + IOV, vectors.address() + (long) i * IOVEC_BYTES);
            header.putLong(at + IOV_LENGTH, 1);
            vectors.buffer().putLong(i * IOVEC_BYTES, slots.address() + (long) i * slotBytes);
        }
    }

    /** Most packets. */
    public int capacity() {
        return capacity;
    }

    /** Longest packet. */
    public int slotBytes() {
        return slotBytes;
    }

    /** Copies a packet into slot {@code index}, to be sent. */
    public void put(int index, byte[] bytes, int offset, int length) {
        slots.buffer().put(index * slotBytes, bytes, offset, length);
        vectors.buffer().putLong(index * IOVEC_BYTES + Long.BYTES, length);
        headers.buffer().putLong(index * MMSGHDR_BYTES + CONTROL, 0);
        headers.buffer().putLong(index * MMSGHDR_BYTES + CONTROL_LENGTH, 0);
    }

    /** Copies the packet received in slot {@code index} out and returns its length, cut to {@code bytesMax}. */
    public int get(int index, byte[] into, int offset, int bytesMax) {
        int length = Math.min(Math.min(length(index), slotBytes), bytesMax);
        slots.buffer().get(index * slotBytes, into, offset, length);
        return length;
    }

    /** Copies part of what was received in slot {@code index}. */
    public void getRange(int index, int from, byte[] into, int offset, int length) {
        slots.buffer().get(index * slotBytes + from, into, offset, length);
    }

    /** Length of the packet received in slot {@code index}. */
    public int length(int index) {
        return headers.buffer().getInt(index * MMSGHDR_BYTES + MESSAGE_LENGTH);
    }

    /** Traffic class that came along as ancillary data, or 0. */
    public int trafficClass(int index) {
        int at = find(index, IPPROTO_IP, IP_TOS);
        if (at >= 0) {
            return controls.buffer().get(at) & 0xFF;
        }
        int at6 = find(index, IPPROTO_IPV6, IPV6_TCLASS);
        return at6 < 0 ? 0 : controls.buffer().getInt(at6) & 0xFF;
    }

    /** Length of each datagram but the last, where the kernel joined several of a flow into one; else 0. */
    public int segmentBytes(int index) {
        int at = find(index, IPPROTO_UDP, UDP_GRO);
        return at < 0 ? 0 : controls.buffer().getInt(at);
    }

    private int find(int index, int level, int type) {
        long bytes = headers.buffer().getLong(index * MMSGHDR_BYTES + CONTROL_LENGTH);
        int start = index * CONTROL_BYTES;
        int at = start;
        while (at - start + CMSG_HEADER_BYTES < bytes) {
            long length = controls.buffer().getLong(at);
            if (length < CMSG_HEADER_BYTES || length > bytes) {
                return -1;
            }
            if (controls.buffer().getInt(at + 8) == level && controls.buffer().getInt(at + 12) == type) {
                return at + CMSG_HEADER_BYTES;
            }
            at += (int) ((length + Long.BYTES - 1) & -Long.BYTES);
        }
        return -1;
    }

    long address(int first) {
        return headers.address() + (long) first * MMSGHDR_BYTES;
    }

    /** Makes all slots ready to receive again; the kernel overwrote their lengths. */
    void prepareToReceive() {
        for (int i = 0; i < capacity; i++) {
            vectors.buffer().putLong(i * IOVEC_BYTES + Long.BYTES, slotBytes);
            headers.buffer().putLong(i * MMSGHDR_BYTES + CONTROL, controls.address() + (long) i * CONTROL_BYTES);
            headers.buffer().putLong(i * MMSGHDR_BYTES + CONTROL_LENGTH, CONTROL_BYTES);
        }
    }
}
