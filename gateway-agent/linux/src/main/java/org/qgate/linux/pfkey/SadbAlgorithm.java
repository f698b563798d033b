package org.qgate.linux.pfkey;

/** {@code SADB_AALG_*}, {@code SADB_EALG_*} and {@code SADB_X_*}: the numbers of algorithms, two separate ranges. */
public final class SadbAlgorithm {

    /** No algorithm. */
    public static final int NONE = 0;

    /** Integrity: HMAC-SHA-256. Linux cuts its value to 96 bits here, not to the 128 of RFC 4868. */
    public static final int AUTH_HMAC_SHA_256 = 5;
    /** Integrity: AES-XCBC-MAC-96 (RFC 3566). */
    public static final int AUTH_AES_XCBC_MAC = 9;

    /** Cipher: AES-CBC (RFC 3602). */
    public static final int ENCRYPT_AES_CBC = 12;
    /** Cipher: AES-CCM with a 16-byte ICV (RFC 4309). Linux knows the number and refuses it with ENOSYS. */
    public static final int ENCRYPT_AES_CCM_16 = 16;
    /** Cipher: AES-GCM with a 16-byte ICV (RFC 4106). Linux knows the number and refuses it with ENOSYS. */
    public static final int ENCRYPT_AES_GCM_16 = 20;
    /** Cipher: ChaCha20-Poly1305 (RFC 7634), with FreeBSD's number; Linux has none. */
    public static final int ENCRYPT_CHACHA20_POLY1305 = 31;

    private SadbAlgorithm() {}
}
