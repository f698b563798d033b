package org.qgate.engine.router;

import java.util.regex.Pattern;
import org.qgate.engine.packet.NetworkOrder;

/**
 * An Ethernet address.
 *
 * @param bits 48 of them, the first byte on the wire highest
 */
public record MacAddress(long bits) {

    /** Bytes on the wire. */
    public static final int BYTES = 6;

    /** Everybody. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final long MULTICAST = 0x0100_0000_0000L;

    /** Checks the size. */
    public MacAddress {
        if (bits >>> (BYTES * Byte.SIZE) != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits, not " + Long.toHexString(bits));
        }
    }

    /** Reads {@code 02:51:00:00:00:01}. */
    public static MacAddress parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not an Ethernet address: " + text + "; one looks like 02:51:00:00:00:01");
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /** Reads one from the wire. */
    public static MacAddress read(byte[] frame, int offset) {
        return new MacAddress(((long) NetworkOrder.getShort(frame, offset) << Integer.SIZE)
                | (NetworkOrder.getInt(frame, offset + 2) & 0xFFFF_FFFFL));
    }

    /** Writes it. */
    public void write(byte[] frame, int offset) {
        NetworkOrder.putShort(frame, offset, (int) (bits >>> Integer.SIZE));
        NetworkOrder.putInt(frame, offset + 2, (int) bits);
    }

    /** Whether one station can have it: neither a group's address nor none. */
    public boolean isStation() {
        return (bits & MULTICAST) == 0 && bits != 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int shift = 40; shift >= 0; shift -= Byte.SIZE) {
            text.append(text.isEmpty() ? "" : ":").append(String.format("%02x", (bits >>> shift) & 0xFF));
        }
        return text.toString();
    }
}
