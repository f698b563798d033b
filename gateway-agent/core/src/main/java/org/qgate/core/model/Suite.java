package org.qgate.core.model;

import java.util.Locale;

/**
 * The ESP algorithms of a link with the key bits that one SA needs, salt included (RFC 4106, 4309, 7634, 3602, 4868,
 * 3566, 2451).
 */
public enum Suite {
    /** AES-GCM with a 128-bit key, 32-bit salt and 16-byte ICV. */
    AES_GCM_128(1, 20),
    /** AES-GCM with a 256-bit key, 32-bit salt and 16-byte ICV; the default. */
    AES_GCM_256(2, 36),
    /** AES-CCM with a 128-bit key, 24-bit salt and 16-byte ICV. */
    AES_CCM_128(3, 19),
    /** AES-CCM with a 256-bit key, 24-bit salt and 16-byte ICV. */
    AES_CCM_256(4, 35),
    /** ChaCha20-Poly1305 with a 256-bit key and 32-bit salt. */
    CHACHA20_POLY1305(5, 36),
    /** AES-CBC with a 256-bit key and HMAC-SHA-256-128. */
    AES_CBC_256_HMAC_SHA_256(6, 64),
    /** Suite VPN-B of RFC 4308: AES-128-CBC with AES-XCBC-MAC-96. */
    VPN_B(7, 32),
    /** Triple DES in CBC mode with HMAC-SHA-256-128; a legacy cipher, whose 64-bit blocks repeat after little traffic. */
    TRIPLE_DES_HMAC_SHA_256(128, 56);

    /** Codes from here on are suites with 64-bit block ciphers. */
    private static final int LEGACY_CODE_MIN = 128;

    private final int code;
    private final int keyBytes;

    Suite(int code, int keyBytes) {
        this.code = code;
        this.keyBytes = keyBytes;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Bytes of key material of one SA, which is the size of a key block of the link. */
    public int keyBytes() {
        return keyBytes;
    }

    /** The name in configuration files: lower case with hyphens, such as {@code aes-gcm-256}. */
    public String configurationName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its cipher has blocks of 64 bits, so that it is only to be used where an operator explicitly permits it. */
    public boolean isLegacy() {
        return code >= LEGACY_CODE_MIN;
    }
}
