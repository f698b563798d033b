package org.qgate.agent.network;

import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpFamily;

/**
 * Room that an ESP tunnel leaves (RFC 4303 section 2).
 *
 * @param ivBytes explicit initialisation vector
 * @param alignmentBytes what is enciphered is a multiple of this
 * @param icvBytes integrity check value
 */
record EspOverhead(int ivBytes, int alignmentBytes, int icvBytes) {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    /** SPI and sequence number. */
    private static final int ESP_HEADER = 8;
    /** Pad length and next header, enciphered with the packet. */
    private static final int ESP_TRAILER = 2;

    static EspOverhead of(Suite suite) {
        return switch (suite) {
            case AES_GCM_128, AES_GCM_256, AES_CCM_128, AES_CCM_256, CHACHA20_POLY1305 -> new EspOverhead(8, 4, 16);
            case AES_CBC_256_HMAC_SHA_256 -> new EspOverhead(16, 16, 16);
            case VPN_B -> new EspOverhead(16, 16, 12);
            case TRIPLE_DES_HMAC_SHA_256 -> new EspOverhead(8, 8, 16);
        };
    }

    /** The largest inner packet that fits into an outer one of {@code mtuBytes}. */
    int innerMtuBytes(int mtuBytes, IpFamily outer, boolean inUdp) {
        int room = mtuBytes
                - (outer == IpFamily.IPV6 ? IPV6_HEADER : IPV4_HEADER)
                - (inUdp ? UDP_HEADER : 0)
                - ESP_HEADER
                - ivBytes
                - icvBytes;
        return room / alignmentBytes * alignmentBytes - ESP_TRAILER;
    }
}
