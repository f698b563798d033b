package org.qgate.engine.router;

import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;

/**
 * Cuts IPv4 packets before they are encapsulated (RFC 791 section 3.2, RFC 4301 section 7). Reused from packet to packet;
 * for one thread.
 */
public final class Fragmenter {

    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_BITS = 0x1FFF;
    private static final int UNIT_BYTES = 8;
    private static final int OPTION_END = 0;
    private static final int OPTION_NOP = 1;
    private static final int COPIED = 0x80;

    private byte[] packet = new byte[0];
    private int offset;
    private int headerBytes;
    private int payloadBytes;
    private int pieceBytes;
    private int position;

    /**
     * Starts on an IPv4 packet without DF whose length was checked.
     *
     * @param fragmentBytesMax longest fragment
     * @return false when not even its header and one unit fit
     */
    public boolean start(byte[] bytes, int packetOffset, int length, int fragmentBytesMax) {
        packet = bytes;
        offset = packetOffset;
        headerBytes = IpHeader.headerBytesV4(bytes, packetOffset);
        payloadBytes = length - headerBytes;
        pieceBytes = (fragmentBytesMax - headerBytes) & -UNIT_BYTES;
        position = 0;
        return pieceBytes >= UNIT_BYTES;
    }

    /** Whether another fragment is to come. */
    public boolean hasNext() {
        return position < payloadBytes;
    }

    /** Writes the next fragment and returns its length. */
    public int next(byte[] out, int outOffset) {
        int piece = Math.min(pieceBytes, payloadBytes - position);
        System.arraycopy(packet, offset, out, outOffset, headerBytes);
        System.arraycopy(packet, offset + headerBytes + position, out, outOffset + headerBytes, piece);
        if (position > 0) {
            keepCopiedOptions(out, outOffset);
        }
        int original = NetworkOrder.getShort(packet, offset + 6);
        boolean last = position + piece == payloadBytes;
        int units = (original & OFFSET_BITS) + position / UNIT_BYTES;
        int flags = last ? original & MORE_FRAGMENTS : MORE_FRAGMENTS;
        NetworkOrder.putShort(out, outOffset + 2, headerBytes + piece);
        NetworkOrder.putShort(out, outOffset + 6, flags | (units & OFFSET_BITS));
        IpHeader.writeChecksumV4(out, outOffset);
        position += piece;
        return headerBytes + piece;
    }

    /** Options without the copied flag belong to the first fragment only; the others get no-operations in their place. */
    private void keepCopiedOptions(byte[] out, int outOffset) {
        int end = outOffset + headerBytes;
        int at = outOffset + IpHeader.V4_BYTES;
        while (at < end) {
            int type = NetworkOrder.getByte(out, at);
            if (type == OPTION_END) {
                return;
            }
            int bytes = type == OPTION_NOP || at + 1 >= end ? 1 : NetworkOrder.getByte(out, at + 1);
            int optionEnd = at + Math.max(bytes, 1);
            if (optionEnd > end) {
                optionEnd = end;
            }
            if ((type & COPIED) == 0) {
                java.util.Arrays.fill(out, at, optionEnd, (byte) OPTION_NOP);
            }
            at = optionEnd;
        }
    }
}
