package org.qgate.engine.cipher;

import org.qgate.engine.packet.NetworkOrder;

/**
 * Combined modes: nonce is the salt at the end of the key material, then the packet's 8 byte IV, which is the sequence
 * number (RFC 4106 section 3.1, RFC 4309 section 4, RFC 7634 section 2).
 */
interface AeadTransform extends EspTransform {

    /** Most bytes of the salt; CCM has one less. */
    int SALT_BYTES_MAX = 4;

    /** Bytes of the IV in each packet. */
    int IV_BYTES = 8;

    /** Bytes of the integrity check value. */
    int ICV_BYTES = 16;

    /** SPI and sequence number. */
    int HEADER_BYTES = EspAlgorithm.ESP_HEADER_BYTES;

    /** SPI and 64 bit sequence number, which are authenticated where it is extended. */
    int EXTENDED_AAD_BYTES = 12;

    @Override
    default void seal(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence) {
        NetworkOrder.putLong(esp, espOffset + HEADER_BYTES, sequence);
        sealWithIv(plain, plainOffset, plainLength, esp, espOffset, sequence);
    }

    /** Seals under the IV that stands in {@code esp} already. */
    void sealWithIv(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence);
}
