package org.qgate.engine.cipher;

import org.qgate.engine.packet.NetworkOrder;

/** An ESP packet within an array. Reused from packet to packet by its owner. */
public final class Esp {

    private byte[] bytes = new byte[0];
    private int offset;
    private int length;

    /** Points it at a packet; nothing is copied. Returns this. */
    public Esp at(byte[] packetBytes, int packetOffset, int packetLength) {
        bytes = packetBytes;
        offset = packetOffset;
        length = packetLength;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Whether SPI and sequence number are there. */
    public boolean hasHeader() {
        return length >= EspAlgorithm.ESP_HEADER_BYTES;
    }

    /** The SPI; only if {@link #hasHeader}. */
    public int spi() {
        return NetworkOrder.getInt(bytes, offset);
    }
}
