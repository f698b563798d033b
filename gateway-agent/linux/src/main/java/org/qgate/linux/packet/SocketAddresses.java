package org.qgate.linux.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Libc;

/** {@code struct sockaddr_in} and {@code struct sockaddr_in6}. */
final class SocketAddresses {

    private static final int V4_BYTES = 16;
    private static final int V6_BYTES = 28;

    private SocketAddresses() {}

    static ByteBuffer of(IpAddress address, int port) {
        boolean v4 = address.family() == IpFamily.IPV4;
        ByteBuffer buffer = Libc.nativeBuffer(v4 ? V4_BYTES : V6_BYTES);
        buffer.putShort(0, (short) address.family().number());
        buffer.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) port);
        byte[] bytes = address.toBytes();
        buffer.put(v4 ? 4 : 8, bytes);
        return buffer;
    }
}
