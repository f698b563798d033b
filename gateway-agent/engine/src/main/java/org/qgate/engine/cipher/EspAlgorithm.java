package org.qgate.engine.cipher;

import org.qgate.linux.memory.LockedBytes;

/** The ESP transforms that the engine has, with the sizes that they put on the wire. */
public enum EspAlgorithm {
    /** AES-GCM with a 16 byte ICV (RFC 4106), 128 bit key and 4 bytes salt. */
    AES_GCM_16_128(20, 8, 16, 4),
    /** AES-GCM with a 16 byte ICV (RFC 4106), 256 bit key and 4 bytes salt. */
    AES_GCM_16_256(36, 8, 16, 4),
    /** AES-CCM with a 16 byte ICV (RFC 4309), 128 bit key and 3 bytes salt. */
    AES_CCM_16_128(19, 8, 16, 4),
    /** AES-CCM with a 16 byte ICV (RFC 4309), 256 bit key and 3 bytes salt. */
    AES_CCM_16_256(35, 8, 16, 4),
    /** ChaCha20 with Poly1305 (RFC 7634), 256 bit key and 4 bytes salt. */
    CHACHA20_POLY1305(36, 8, 16, 4),
    /** AES-128-CBC (RFC 3602), then HMAC-SHA-256-128 (RFC 4868): cipher key, then integrity key. */
    AES_CBC_128_HMAC_SHA_256_128(48, 16, 16, 16),
    /** AES-256-CBC (RFC 3602), then HMAC-SHA-256-128 (RFC 4868): cipher key, then integrity key. */
    AES_CBC_256_HMAC_SHA_256_128(64, 16, 16, 16),
    /** Suite VPN-B (RFC 4308): AES-128-CBC, then AES-XCBC-MAC-96 (RFC 3566): cipher key, then integrity key. */
    AES_CBC_128_AES_XCBC_MAC_96(32, 16, 12, 16);

    /** SPI and sequence number. */
    public static final int ESP_HEADER_BYTES = 8;

    /** Most bytes by which ESP makes a packet longer: header, IV, padding, trailer and ICV of the largest transform. */
    public static final int OVERHEAD_BYTES_MAX = ESP_HEADER_BYTES + 16 + 15 + 2 + 16;

    private static final int TRAILER_BYTES = 2;
    private static final int HMAC_KEY_BYTES = 32;
    private static final int XCBC_KEY_BYTES = 16;

    private final int keyBytes;
    private final int ivBytes;
    private final int icvBytes;
    private final int alignment;

    EspAlgorithm(int keyBytes, int ivBytes, int icvBytes, int alignment) {
        this.keyBytes = keyBytes;
        this.ivBytes = ivBytes;
        this.icvBytes = icvBytes;
        this.alignment = alignment;
    }

    /** Bytes of key material of an SA: cipher key with salt, or cipher key with integrity key. */
    public int keyBytes() {
        return keyBytes;
    }

    /** Bytes of the IV in each packet. */
    public int ivBytes() {
        return ivBytes;
    }

    /** Bytes of the integrity check value. */
    public int icvBytes() {
        return icvBytes;
    }

    /** What the length of the encrypted part, trailer included, is a multiple of. */
    public int alignment() {
        return alignment;
    }

    /** Padding bytes that a payload needs before the two bytes of the trailer. */
    public int paddingBytes(int payloadBytes) {
        return -(payloadBytes + TRAILER_BYTES) & (alignment - 1);
    }

    /** Bytes of the ESP packet, from SPI to ICV, around a payload. */
    public int espBytes(int payloadBytes) {
        return ESP_HEADER_BYTES + ivBytes + payloadBytes + paddingBytes(payloadBytes) + TRAILER_BYTES + icvBytes;
    }

    /** The largest payload whose ESP packet is no longer than {@code espBytesMax}; negative when none is. */
    public int payloadBytesMax(int espBytesMax) {
        int encrypted = espBytesMax - ESP_HEADER_BYTES - ivBytes - icvBytes;
        return encrypted < alignment ? -1 : (encrypted & -alignment) - TRAILER_BYTES;
    }

    /** Makes a transform with the fastest ciphers of this machine. */
    EspTransform transform(LockedBytes key, boolean extendedSequence) {
        return transform(CipherLibrary.best(), key, extendedSequence);
    }

    /**
     * Makes a transform that holds {@code key} and closes it.
     *
     * @param library who does the combined modes
     * @param extendedSequence whether the upper half of a 64 bit sequence number is authenticated too
     */
    EspTransform transform(CipherLibrary library, LockedBytes key, boolean extendedSequence) {
        if (key.length() != keyBytes) {
            throw new IllegalArgumentException(this + " takes " + keyBytes + " bytes of key, not " + key.length());
        }
        return switch (this) {
            case AES_GCM_16_128, AES_GCM_16_256, AES_CCM_16_128, AES_CCM_16_256, CHACHA20_POLY1305 ->
                library.aead(this, key, extendedSequence);
            case AES_CBC_128_HMAC_SHA_256_128, AES_CBC_256_HMAC_SHA_256_128 ->
                CbcTransform.withHmac(key, keyBytes - HMAC_KEY_BYTES, extendedSequence);
            case AES_CBC_128_AES_XCBC_MAC_96 -> CbcTransform.withXcbc(key, keyBytes - XCBC_KEY_BYTES, extendedSequence);
        };
    }
}
