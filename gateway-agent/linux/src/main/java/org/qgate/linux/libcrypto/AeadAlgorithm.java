package org.qgate.linux.libcrypto;

/** Combined modes with a 12 byte nonce and a 16 byte tag, by the names under which OpenSSL knows them. */
public enum AeadAlgorithm {
    /** AES-GCM with a 128 bit key (NIST SP 800-38D). */
    AES_128_GCM("AES-128-GCM", 16),
    /** AES-GCM with a 256 bit key (NIST SP 800-38D). */
    AES_256_GCM("AES-256-GCM", 32),
    /** ChaCha20 and Poly1305 (RFC 8439). */
    CHACHA20_POLY1305("ChaCha20-Poly1305", 32);

    private final String opensslName;
    private final int keyBytes;

    AeadAlgorithm(String opensslName, int keyBytes) {
        this.opensslName = opensslName;
        this.keyBytes = keyBytes;
    }

    String opensslName() {
        return opensslName;
    }

    /** Bytes of a key. */
    public int keyBytes() {
        return keyBytes;
    }
}
