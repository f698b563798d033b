package org.qgate.linux.xfrm;

import java.util.Arrays;
import java.util.Optional;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.netlink.MessageWriter;

/**
 * Algorithms of an SA with the kernel's names and the key each takes. A key is laid out as RFC 7296 section 2.17 derives
 * it: the cipher's key, then its salt (AEAD), then the integrity key.
 */
public enum XfrmAlgorithm {
    /** RFC 4106, 16-byte ICV. */
    AES_GCM_16_128(Kind.AEAD, "rfc4106(gcm(aes))", 16 + 4, "", 0, 128),
    /** RFC 4106, 16-byte ICV. */
    AES_GCM_16_256(Kind.AEAD, "rfc4106(gcm(aes))", 32 + 4, "", 0, 128),
    /** RFC 4309, 16-byte ICV. */
    AES_CCM_16_128(Kind.AEAD, "rfc4309(ccm(aes))", 16 + 3, "", 0, 128),
    /** RFC 4309, 16-byte ICV. */
    AES_CCM_16_256(Kind.AEAD, "rfc4309(ccm(aes))", 32 + 3, "", 0, 128),
    /** RFC 7634. */
    CHACHA20_POLY1305(Kind.AEAD, "rfc7539esp(chacha20,poly1305)", 32 + 4, "", 0, 128),
    /** RFC 3602 with RFC 4868. */
    AES_CBC_128_HMAC_SHA_256_128(Kind.CIPHER_AND_INTEGRITY, "cbc(aes)", 16, "hmac(sha256)", 32, 128),
    /** RFC 3602 with RFC 4868. */
    AES_CBC_256_HMAC_SHA_256_128(Kind.CIPHER_AND_INTEGRITY, "cbc(aes)", 32, "hmac(sha256)", 32, 128),
    /** Suite VPN-B (RFC 4308): RFC 3602 with RFC 3566. */
    AES_CBC_128_AES_XCBC_MAC_96(Kind.CIPHER_AND_INTEGRITY, "cbc(aes)", 16, "xcbc(aes)", 16, 96),
    /** RFC 2451 with RFC 4868; blocks of 64 bits. */
    TRIPLE_DES_CBC_HMAC_SHA_256_128(Kind.CIPHER_AND_INTEGRITY, "cbc(des3_ede)", 24, "hmac(sha256)", 32, 128),
    /** Integrity only, for AH: RFC 4868. */
    HMAC_SHA_256_128(Kind.INTEGRITY, "", 0, "hmac(sha256)", 32, 128),
    /** Integrity only, for AH: RFC 3566. */
    AES_XCBC_MAC_96(Kind.INTEGRITY, "", 0, "xcbc(aes)", 16, 96);

    /** What an algorithm does, and so which attributes carry it. */
    public enum Kind {
        /** {@code XFRMA_ALG_AEAD}. */
        AEAD,
        /** {@code XFRMA_ALG_CRYPT} and {@code XFRMA_ALG_AUTH_TRUNC}. */
        CIPHER_AND_INTEGRITY,
        /** {@code XFRMA_ALG_AUTH_TRUNC}. */
        INTEGRITY
    }

    private final Kind kind;
    private final String cipher;
    private final int cipherKeyBytes;
    private final String integrity;
    private final int integrityKeyBytes;
    private final int icvBits;

    XfrmAlgorithm(Kind kind, String cipher, int cipherKeyBytes, String integrity, int integrityKeyBytes, int icvBits) {
        this.kind = kind;
        this.cipher = cipher;
        this.cipherKeyBytes = cipherKeyBytes;
        this.integrity = integrity;
        this.integrityKeyBytes = integrityKeyBytes;
        this.icvBits = icvBits;
    }

    /** What it does. */
    public Kind kind() {
        return kind;
    }

    /** Bytes of a whole key: cipher key, salt, integrity key. */
    public int keyBytes() {
        return cipherKeyBytes + integrityKeyBytes;
    }

    /** Bits of the integrity check value. */
    public int icvBits() {
        return icvBits;
    }

    /** The protocol that it serves: {@link XfrmId#AH} without a cipher, else {@link XfrmId#ESP}. */
    public int protocol() {
        return kind == Kind.INTEGRITY ? XfrmId.AH : XfrmId.ESP;
    }

    /** The algorithm that an SA with these attributes has, empty when it is none of ours. */
    static Optional<XfrmAlgorithm> of(InstalledSa.Ciphers ciphers) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.matches(ciphers))
                .findFirst();
    }

    private boolean matches(InstalledSa.Ciphers ciphers) {
        Optional<XfrmAlgo> wantedCipher = kind == Kind.CIPHER_AND_INTEGRITY
                ? Optional.of(new XfrmAlgo(cipher, cipherKeyBytes * Byte.SIZE))
                : Optional.empty();
        Optional<XfrmAlgoAuth> wantedIntegrity = kind == Kind.AEAD
                ? Optional.empty()
                : Optional.of(new XfrmAlgoAuth(integrity, integrityKeyBytes * Byte.SIZE, icvBits));
        Optional<XfrmAlgoAead> wantedAead = kind == Kind.AEAD
                ? Optional.of(new XfrmAlgoAead(cipher, cipherKeyBytes * Byte.SIZE, icvBits))
                : Optional.empty();
        return ciphers.equals(new InstalledSa.Ciphers(wantedAead, wantedCipher, wantedIntegrity));
    }

    /** Writes its attributes, with the key straight from locked memory into the send buffer. */
    void write(MessageWriter out, LockedBytes key) {
        if (key.length() != keyBytes()) {
            throw new IllegalArgumentException(
                    this + " takes a key of " + keyBytes() + " bytes, salt included, not " + key.length());
        }
        if (kind == Kind.AEAD) {
            int start = out.begin(XfrmAttribute.ALG_AEAD);
            XfrmAlgoAead.write(out.buffer(), cipher, icvBits, new XfrmAlgo.KeyPart(key, 0, cipherKeyBytes));
            out.end(start);
            return;
        }
        int start = out.begin(XfrmAttribute.ALG_AUTH_TRUNC);
        XfrmAlgo.KeyPart last = new XfrmAlgo.KeyPart(key, cipherKeyBytes, integrityKeyBytes);
        XfrmAlgoAuth.write(out.buffer(), integrity, icvBits, last);
        out.end(start);
        if (kind == Kind.CIPHER_AND_INTEGRITY) {
            start = out.begin(XfrmAttribute.ALG_CRYPT);
            XfrmAlgo.write(out.buffer(), cipher, new XfrmAlgo.KeyPart(key, 0, cipherKeyBytes));
            out.end(start);
        }
    }
}
