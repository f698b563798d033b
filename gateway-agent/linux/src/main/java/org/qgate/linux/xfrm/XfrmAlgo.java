package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A cipher. Only name and length are ever read back; the key is skipped.
 *
 * <pre>{@code
 * struct xfrm_algo {
 *     char         alg_name[64];
 *     unsigned int alg_key_len;    // in bits
 *     char         alg_key[];
 * };
 * }</pre>
 *
 * @param name the kernel's name
 * @param keyBits length of its key
 */
public record XfrmAlgo(String name, int keyBits) {

    static final int HEADER = AlgorithmName.SIZE + Integer.BYTES;

    static void write(ByteBuffer out, String name, KeyPart key) {
        AlgorithmName.write(out, name);
        out.putInt(key.bytes() * Byte.SIZE);
        key.writeTo(out);
    }

    static XfrmAlgo read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, HEADER, "xfrm_algo");
        return new XfrmAlgo(AlgorithmName.read(in), in.getInt(AlgorithmName.SIZE));
    }

    /**
     * A part of a secret.
     *
     * @param secret the whole
     * @param from first byte of the part
     * @param bytes length of the part
     */
    record KeyPart(LockedBytes secret, int from, int bytes) {
        void writeTo(ByteBuffer out) {
            secret.copyRangeTo(from, bytes, out);
        }
    }
}
