package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * That a message carries a key, and how long; its bytes are never part of this. {@link PfKeyWriter#key} writes a key,
 * {@link PfKeyKeys} reads it.
 *
 * <pre>{@code
 * struct sadb_key {
 *     __u16 sadb_key_len;
 *     __u16 sadb_key_exttype;
 *     __u16 sadb_key_bits;
 *     __u16 sadb_key_reserved;
 * };  // followed by the key
 * }</pre>
 *
 * @param extensionType {@link SadbExt#KEY_AUTH} or {@link SadbExt#KEY_ENCRYPT}
 * @param bits length of the key, salt included; whole bytes
 */
public record SadbKey(int extensionType, int bits) implements SadbExtension {

    /** Longest key: a 512-bit one. */
    public static final int BITS_MAX = 512;

    static final int HEADER = 8;

    /** Checks kind and length. */
    public SadbKey {
        if (!isKey(extensionType) || bits <= 0 || bits > BITS_MAX || bits % Byte.SIZE != 0) {
            throw new IllegalArgumentException("extension " + extensionType + " with a key of " + bits + " bits");
        }
    }

    static boolean isKey(int type) {
        return type == SadbExt.KEY_AUTH || type == SadbExt.KEY_ENCRYPT;
    }

    /** Bytes of the key. */
    public int bytes() {
        return bits / Byte.SIZE;
    }

    /** Refused: there is nothing secret here to write. */
    @Override
    public void writeBody(ByteBuffer out) {
        throw new IllegalStateException("a key is written from where it lies, with PfKeyWriter.key");
    }

    void writeHeader(ByteBuffer out) {
        out.putShort((short) bits).putShort((short) 0);
    }

    static SadbKey read(int type, ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, HEADER, "sadb_key");
        int bits = Short.toUnsignedInt(in.getShort(4));
        if (bits == 0 || bits > BITS_MAX || bits % Byte.SIZE != 0) {
            throw new MalformedPfKeyException("sadb_key has " + bits + " bits");
        }
        MalformedPfKeyException.requireBytes(in, HEADER + bits / Byte.SIZE, "sadb_key");
        return new SadbKey(type, bits);
    }
}
