package org.qgate.linux.libcrypto;

/** Combined modes with a 16 byte tag, by the names under which OpenSSL knows them. */
public enum AeadAlgorithm {
    /** AES-GCM with a 128 bit key (NIST SP 800-38D). */
    AES_128_GCM("AES-128-GCM", 16, 12),
    /** AES-GCM with a 256 bit key (NIST SP 800-38D). */
    AES_256_GCM("AES-256-GCM", 32, 12),
    /** AES-CCM with a 128 bit key (NIST SP 800-38C), nonce and counter as RFC 4309 has them. */
    AES_128_CCM("AES-128-CCM", 16, 11),
    /** AES-CCM with a 256 bit key (NIST SP 800-38C), nonce and counter as RFC 4309 has them. */
    AES_256_CCM("AES-256-CCM", 32, 11),
    /** ChaCha20 and Poly1305 (RFC 8439). */
    CHACHA20_POLY1305("ChaCha20-Poly1305", 32, 12);

    private final String opensslName;
    private final int keyBytes;
    private final int nonceBytes;

    AeadAlgorithm(String opensslName, int keyBytes, int nonceBytes) {
        this.opensslName = opensslName;
        this.keyBytes = keyBytes;
        this.nonceBytes = nonceBytes;
    }

    String opensslName() {
        return opensslName;
    }

    /** Bytes of a key. */
    public int keyBytes() {
        return keyBytes;
    }

    /** Bytes of a nonce. */
    public int nonceBytes() {
        return nonceBytes;
    }

    /**
     * CCM authenticates lengths first: nonce and tag have theirs before the key, a message before its first byte. Also its key
     * schedules serve one direction each.
     */
    boolean tellsLengthsFirst() {
        return this == AES_128_CCM || this == AES_256_CCM;
    }
}
