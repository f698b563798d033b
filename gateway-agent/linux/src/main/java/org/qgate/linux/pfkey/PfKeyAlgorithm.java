package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;
import org.qgate.linux.memory.LockedBytes;

/**
 * Algorithms of an SA with their numbers and the key each takes. A key is laid out as RFC 7296 section 2.17 derives it: the
 * cipher's key, then its salt (AEAD), then the integrity key.
 */
public enum PfKeyAlgorithm {
    /** RFC 4106, 16-byte ICV; not on AF_KEY of Linux. */
    AES_GCM_16_128(SadbAlgorithm.ENCRYPT_AES_GCM_16, 16 + 4, SadbAlgorithm.NONE, 0),
    /** RFC 4106, 16-byte ICV; not on AF_KEY of Linux. */
    AES_GCM_16_256(SadbAlgorithm.ENCRYPT_AES_GCM_16, 32 + 4, SadbAlgorithm.NONE, 0),
    /** RFC 4309, 16-byte ICV; not on AF_KEY of Linux. */
    AES_CCM_16_128(SadbAlgorithm.ENCRYPT_AES_CCM_16, 16 + 3, SadbAlgorithm.NONE, 0),
    /** RFC 4309, 16-byte ICV; not on AF_KEY of Linux. */
    AES_CCM_16_256(SadbAlgorithm.ENCRYPT_AES_CCM_16, 32 + 3, SadbAlgorithm.NONE, 0),
    /** RFC 7634; not on AF_KEY of Linux. */
    CHACHA20_POLY1305(SadbAlgorithm.ENCRYPT_CHACHA20_POLY1305, 32 + 4, SadbAlgorithm.NONE, 0),
    /** RFC 3602 with HMAC-SHA-256; the other end's choice of 96 or 128 bits. */
    AES_CBC_128_HMAC_SHA_256(SadbAlgorithm.ENCRYPT_AES_CBC, 16, SadbAlgorithm.AUTH_HMAC_SHA_256, 32),
    /** RFC 3602 with HMAC-SHA-256; the other end's choice of 96 or 128 bits. */
    AES_CBC_256_HMAC_SHA_256(SadbAlgorithm.ENCRYPT_AES_CBC, 32, SadbAlgorithm.AUTH_HMAC_SHA_256, 32),
    /** Suite VPN-B (RFC 4308): RFC 3602 with RFC 3566. */
    AES_CBC_128_AES_XCBC_MAC_96(SadbAlgorithm.ENCRYPT_AES_CBC, 16, SadbAlgorithm.AUTH_AES_XCBC_MAC, 16),
    /** Integrity only, for AH; the other end's choice of 96 or 128 bits. */
    HMAC_SHA_256(SadbAlgorithm.NONE, 0, SadbAlgorithm.AUTH_HMAC_SHA_256, 32),
    /** Integrity only, for AH: RFC 3566. */
    AES_XCBC_MAC_96(SadbAlgorithm.NONE, 0, SadbAlgorithm.AUTH_AES_XCBC_MAC, 16);

    private final int encrypt;
    private final int cipherKeyBytes;
    private final int auth;
    private final int integrityKeyBytes;

    PfKeyAlgorithm(int encrypt, int cipherKeyBytes, int auth, int integrityKeyBytes) {
        this.encrypt = encrypt;
        this.cipherKeyBytes = cipherKeyBytes;
        this.auth = auth;
        this.integrityKeyBytes = integrityKeyBytes;
    }

    /** The cipher's number, 0 for none. */
    public int encrypt() {
        return encrypt;
    }

    /** The integrity algorithm's number, 0 for none. */
    public int auth() {
        return auth;
    }

    /** Bytes of a whole key: cipher key, salt, integrity key. */
    public int keyBytes() {
        return cipherKeyBytes + integrityKeyBytes;
    }

    /** The protocol that it serves: AH without a cipher, else ESP. */
    public SadbSatype satype() {
        return encrypt == SadbAlgorithm.NONE ? SadbSatype.AH : SadbSatype.ESP;
    }

    /** The algorithm that an SA with these numbers and keys has, empty when it is none of ours. */
    public static Optional<PfKeyAlgorithm> of(PfKeyMessage message) {
        int cipherBytes = message.key(SadbExt.KEY_ENCRYPT).map(SadbKey::bytes).orElse(0);
        int integrityBytes = message.key(SadbExt.KEY_AUTH).map(SadbKey::bytes).orElse(0);
        return message.sa()
                .flatMap(sa -> Arrays.stream(values())
                        .filter(each -> each.encrypt == sa.encrypt()
                                && each.auth == sa.auth()
                                && each.cipherKeyBytes == cipherBytes
                                && each.integrityKeyBytes == integrityBytes)
                        .findFirst());
    }

    boolean isIn(PfKeyCapabilities capabilities) {
        return capabilities.satype() == satype()
                && (encrypt == SadbAlgorithm.NONE || capabilities.encrypt().has(encrypt, cipherKeyBytes * Byte.SIZE))
                && (auth == SadbAlgorithm.NONE || capabilities.auth().has(auth, integrityKeyBytes * Byte.SIZE));
    }

    /** Writes its keys, straight from locked memory. */
    void writeKeys(PfKeyWriter writer, LockedBytes key) {
        if (key.length() != keyBytes()) {
            throw new IllegalArgumentException(
                    this + " takes a key of " + keyBytes() + " bytes, salt included, not " + key.length());
        }
        if (cipherKeyBytes > 0) {
            writer.key(SadbExt.KEY_ENCRYPT, key, 0, cipherKeyBytes);
        }
        if (integrityKeyBytes > 0) {
            writer.key(SadbExt.KEY_AUTH, key, cipherKeyBytes, integrityKeyBytes);
        }
    }
}
