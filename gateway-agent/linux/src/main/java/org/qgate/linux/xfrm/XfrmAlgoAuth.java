package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * An integrity algorithm with its truncation. Only name and lengths are ever read back; the key is skipped.
 *
 * <pre>{@code
 * struct xfrm_algo_auth {
 *     char         alg_name[64];
 *     unsigned int alg_key_len;    // in bits
 *     unsigned int alg_trunc_len;  // in bits
 *     char         alg_key[];
 * };
 * }</pre>
 *
 * @param name the kernel's name
 * @param keyBits length of its key
 * @param truncationBits length of the integrity check value
 */
public record XfrmAlgoAuth(String name, int keyBits, int truncationBits) {

    static final int HEADER = AlgorithmName.SIZE + 2 * Integer.BYTES;

    static void write(ByteBuffer out, String name, int truncationBits, XfrmAlgo.KeyPart key) {
        AlgorithmName.write(out, name);
        out.putInt(key.bytes() * Byte.SIZE).putInt(truncationBits);
        key.writeTo(out);
    }

    static XfrmAlgoAuth read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, HEADER, "xfrm_algo_auth");
        return new XfrmAlgoAuth(
                AlgorithmName.read(in), in.getInt(AlgorithmName.SIZE), in.getInt(AlgorithmName.SIZE + Integer.BYTES));
    }
}
