package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Algorithms that there are, in the answer to a REGISTER.
 *
 * <pre>{@code
 * struct sadb_supported {
 *     __u16 sadb_supported_len;
 *     __u16 sadb_supported_exttype;
 *     __u32 sadb_supported_reserved;
 * };  // followed by struct sadb_alg
 * }</pre>
 *
 * @param extensionType {@link SadbExt#SUPPORTED_AUTH} or {@link SadbExt#SUPPORTED_ENCRYPT}
 * @param algorithms what there is
 */
public record SadbSupported(int extensionType, List<SadbAlg> algorithms) implements SadbExtension {

    static final int HEADER = 8;

    /** Copies the list. */
    public SadbSupported {
        algorithms = List.copyOf(algorithms);
    }

    /** Whether it has the algorithm of that number with keys of that length. */
    public boolean has(int id, int keyBits) {
        return algorithms.stream().anyMatch(algorithm -> algorithm.id() == id && algorithm.takes(keyBits));
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(0);
        algorithms.forEach(algorithm -> algorithm.write(out));
    }

    static SadbSupported read(int type, ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, HEADER, "sadb_supported");
        List<SadbAlg> algorithms = new ArrayList<>();
        for (int offset = HEADER; offset < in.limit(); offset += SadbAlg.SIZE) {
            algorithms.add(SadbAlg.read(in, offset));
        }
        return new SadbSupported(type, algorithms);
    }
}
