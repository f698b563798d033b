package org.qgate.linux.packet;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;

/**
 * UDP datagrams of one length to one destination that pass the network stack as one packet and are cut at its end
 * ({@code UDP_SEGMENT}, Linux 4.18). The last may be shorter. For one thread.
 */
public final class SegmentedDatagrams {

    /** Most datagrams of one call ({@code UDP_MAX_SEGMENTS} of the first kernels that had it). */
    public static final int DATAGRAMS_MAX = 64;

    /** What fits into one IP packet, whatever its version. */
    private static final int BYTES_MAX = 65_535 - 40 - 8;

    private static final int MMSGHDR_BYTES = 64;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int IOV = 16;
    private static final int IOV_LENGTH = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int IOVEC_BYTES = 16;
    private static final int CMSG_BYTES = 24;
    private static final int CMSG_HEADER_BYTES = 16;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IP_TOS = 1;
    private static final int IPV6_TCLASS = 67;
    private static final int UDP_SEGMENT = 103;

    private final boolean v4;
    private final NativeMemory header = new NativeMemory(MMSGHDR_BYTES);
    private final NativeMemory vector = new NativeMemory(IOVEC_BYTES);
    private final NativeMemory control = new NativeMemory(2 * CMSG_BYTES);
    private final NativeMemory name;
    private final NativeMemory data = new NativeMemory(BYTES_MAX);
    private int count;
    private int bytes;
    private int segmentBytes;
    private int trafficClass;

    /** Datagrams to that address and port. */
    public SegmentedDatagrams(IpAddress destination, int port) {
        v4 = destination.family() == IpFamily.IPV4;
        ByteBuffer address = SocketAddresses.of(destination, port);
        name = new NativeMemory(address.capacity());
        name.buffer().put(0, address, 0, address.capacity());
        header.buffer().putLong(NAME, name.address());
        header.buffer().putInt(NAME_LENGTH, address.capacity());
        header.buffer().putLong(IOV, vector.address());
        header.buffer().putLong(IOV_LENGTH, 1);
        header.buffer().putLong(CONTROL, control.address());
        vector.buffer().putLong(0, data.address());
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Datagrams that wait. */
    public int count() {
        return count;
    }

    /** Whether a datagram can go along with those that wait: no longer than they, after full ones, same class. */
    public boolean fits(int length, int itsTrafficClass) {
        return count == 0
                || (count < DATAGRAMS_MAX
                        && length <= segmentBytes
                        && bytes == count * segmentBytes
                        && bytes + length <= BYTES_MAX
                        && itsTrafficClass == trafficClass);
    }

    /** Adds a datagram that {@link #fits}. */
    public void add(byte[] from, int offset, int length, int itsTrafficClass) {
        if (count == 0) {
            segmentBytes = length;
            trafficClass = itsTrafficClass;
        }
        data.buffer().put(bytes, from, offset, length);
        bytes += length;
        count++;
    }

    /** Forgets those that wait. */
    public void clear() {
        count = 0;
        bytes = 0;
    }

    /** Lays them out as one {@code struct mmsghdr} and returns its address. */
    long prepare() {
        vector.buffer().putLong(Long.BYTES, bytes);
        writeControl(0, v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_TOS : IPV6_TCLASS, Integer.BYTES);
        control.buffer().putInt(CMSG_HEADER_BYTES, trafficClass);
        writeControl(CMSG_BYTES, IPPROTO_UDP, UDP_SEGMENT, Short.BYTES);
        control.buffer().putShort(CMSG_BYTES + CMSG_HEADER_BYTES, (short) segmentBytes);
        header.buffer().putLong(CONTROL_LENGTH, count > 1 ? 2L * CMSG_BYTES : CMSG_BYTES);
        return header.address();
    }

    private void writeControl(int at, int level, int type, int valueBytes) {
        control.buffer().putLong(at, CMSG_HEADER_BYTES + valueBytes);
        control.buffer().putInt(at + 8, level);
        control.buffer().putInt(at + 12, type);
    }
}
