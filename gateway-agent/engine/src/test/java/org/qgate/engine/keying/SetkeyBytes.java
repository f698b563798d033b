package org.qgate.engine.keying;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Libc;

/**
 * PF_KEY messages laid out by hand after RFC 2367 and {@code linux/pfkeyv2.h}, in the order that {@code setkey} and
 * {@code racoon} put their extensions; shares nothing with the codecs that it tests.
 */
final class SetkeyBytes {
    static final int GETSPI = 1;
    static final int UPDATE = 2;
    static final int ADD = 3;
    static final int DELETE = 4;
    static final int REGISTER = 7;
    static final int FLUSH = 9;
    static final int DUMP = 10;
    static final int SPDADD = 14;
    static final int SPDDUMP = 18;
    static final int SPDFLUSH = 19;
    static final int ESP = 3;
    static final int UNSPEC = 0;
    static final int KEY_AUTH = 8;
    static final int KEY_ENCRYPT = 9;
    static final int IN = 1;
    static final int OUT = 2;

    private static final int PID = 4711;
    private final int type;
    private final int satype;
    private final int sequence;
    private final List<ByteBuffer> extensions = new ArrayList<>();

    SetkeyBytes(int type, int satype, int sequence) {
        this.type = type;
        this.satype = satype;
        this.sequence = sequence;
    }

    /** The whole datagram in native order. */
    ByteBuffer datagram() {
        int bytes = 16 + extensions.stream().mapToInt(ByteBuffer::capacity).sum();
        ByteBuffer out = Libc.nativeBuffer(bytes);
        out.put((byte) 2).put((byte) type).put((byte) 0).put((byte) satype);
        out.putShort((short) (bytes / 8)).putShort((short) 0).putInt(sequence).putInt(PID);
        extensions.forEach(each -> out.put(each.duplicate()));
        return out.flip();
    }

    private static ByteBuffer extension(int bytes, int number) {
        ByteBuffer out = ByteBuffer.wrap(new byte[bytes]).order(java.nio.ByteOrder.nativeOrder());
        return out.putShort((short) (bytes / 8)).putShort((short) number);
    }

    private SetkeyBytes with(ByteBuffer extension) {
        extensions.add(extension.clear());
        return this;
    }

    SetkeyBytes sa(int spi, int auth, int encrypt) {
        ByteBuffer out = extension(16, 1);
        out.put(4, (byte) (spi >>> 24))
                .put(5, (byte) (spi >>> 16))
                .put(6, (byte) (spi >>> 8))
                .put(7, (byte) spi);
        out.put(8, (byte) 4).put(9, (byte) 1).put(10, (byte) auth).put(11, (byte) encrypt);
        return with(out);
    }

    SetkeyBytes sa2(int mode, int reqid) {
        return with(extension(16, 19).put(4, (byte) mode).putInt(12, reqid));
    }

    SetkeyBytes source(IpAddress address, int prefix, int protocol) {
        return with(address(5, address, prefix, protocol));
    }

    SetkeyBytes destination(IpAddress address, int prefix, int protocol) {
        return with(address(6, address, prefix, protocol));
    }

    private static ByteBuffer address(int number, IpAddress address, int prefix, int protocol) {
        byte[] bytes = address.toBytes();
        ByteBuffer out = extension(bytes.length == 4 ? 24 : 40, number);
        out.put(4, (byte) protocol).put(5, (byte) prefix);
        return socketAddress(out, 8, bytes);
    }

    private static ByteBuffer socketAddress(ByteBuffer out, int at, byte[] address) {
        boolean v4 = address.length == 4;
        return out.putShort(at, (short) (v4 ? 2 : 10)).put(at + (v4 ? 4 : 8), address);
    }

    SetkeyBytes key(int number, String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        ByteBuffer out = extension((8 + key.length + 7) / 8 * 8, number);
        return with(out.putShort(4, (short) (key.length * 8)).put(8, key));
    }

    /** Hard 3, soft 4. */
    SetkeyBytes lifetime(int number, long bytes, long addSeconds) {
        return with(extension(32, number).putLong(8, bytes).putLong(16, addSeconds));
    }

    SetkeyBytes spiRange(int min, int max) {
        return with(extension(16, 16).putInt(4, min).putInt(8, max));
    }

    /** {@code esp/tunnel/FROM-TO/LEVEL}; level 2 is "require", 3 "unique". */
    SetkeyBytes espTunnel(int direction, IpAddress from, IpAddress to, int level, int reqid) {
        byte[] source = from.toBytes();
        int address = source.length == 4 ? 16 : 28;
        int request = (16 + 2 * address + 7) / 8 * 8;
        ByteBuffer out = extension(16 + request, 18);
        out.putShort(4, (short) 2).put(6, (byte) direction);
        out.putShort(16, (short) request)
                .putShort(18, (short) 50)
                .put(20, (byte) 2)
                .put(21, (byte) level);
        out.putInt(24, reqid);
        socketAddress(out, 32, source);
        return with(socketAddress(out, 32 + address, to.toBytes()));
    }

    /** {@code discard}. */
    SetkeyBytes discard(int direction) {
        return with(extension(16, 18).putShort(4, (short) 0).put(6, (byte) direction));
    }
}
