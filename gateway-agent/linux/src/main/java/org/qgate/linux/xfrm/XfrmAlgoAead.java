package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A cipher with integrity. Only name and lengths are ever read back; the key is skipped.
 *
 * <pre>{@code
 * struct xfrm_algo_aead {
 *     char         alg_name[64];
 *     unsigned int alg_key_len;    // in bits, salt included
 *     unsigned int alg_icv_len;    // in bits
 *     char         alg_key[];
 * };
 * }</pre>
 *
 * @param name the kernel's name
 * @param keyBits length of key and salt
 * @param icvBits length of the integrity check value
 */
public record XfrmAlgoAead(String name, int keyBits, int icvBits) {

    static final int HEADER = AlgorithmName.SIZE + 2 * Integer.BYTES;

    static void write(ByteBuffer out, String name, int icvBits, XfrmAlgo.KeyPart key) {
        AlgorithmName.write(out, name);
        out.putInt(key.bytes() * Byte.SIZE).putInt(icvBits);
        key.writeTo(out);
    }

    static XfrmAlgoAead read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, HEADER, "xfrm_algo_aead");
        return new XfrmAlgoAead(
                AlgorithmName.read(in), in.getInt(AlgorithmName.SIZE), in.getInt(AlgorithmName.SIZE + Integer.BYTES));
    }
}
