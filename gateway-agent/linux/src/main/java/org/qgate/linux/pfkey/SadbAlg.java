package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * An algorithm that there is.
 *
 * <pre>{@code
 * struct sadb_alg {
 *     __u8  sadb_alg_id;
 *     __u8  sadb_alg_ivlen;
 *     __u16 sadb_alg_minbits;
 *     __u16 sadb_alg_maxbits;
 *     __u16 sadb_alg_reserved;
 * };
 * }</pre>
 *
 * @param id a number of {@link SadbAlgorithm}
 * @param ivBytes bytes of the initialisation vector
 * @param minBits shortest key; of AEAD ciphers the salt included
 * @param maxBits longest key
 */
public record SadbAlg(int id, int ivBytes, int minBits, int maxBits) {

    static final int SIZE = 8;

    void write(ByteBuffer out) {
        out.put((byte) id).put((byte) ivBytes);
        out.putShort((short) minBits).putShort((short) maxBits).putShort((short) 0);
    }

    static SadbAlg read(ByteBuffer in, int offset) {
        return new SadbAlg(
                Byte.toUnsignedInt(in.get(offset)),
                Byte.toUnsignedInt(in.get(offset + 1)),
                Short.toUnsignedInt(in.getShort(offset + 2)),
                Short.toUnsignedInt(in.getShort(offset + 4)));
    }

    /** Whether it takes a key of that many bits. */
    public boolean takes(int keyBits) {
        return keyBits >= minBits && keyBits <= maxBits;
    }
}
