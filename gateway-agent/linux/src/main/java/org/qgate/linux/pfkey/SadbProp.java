package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an ACQUIRE would accept, best first.
 *
 * <pre>{@code
 * struct sadb_prop {
 *     __u16 sadb_prop_len;
 *     __u16 sadb_prop_exttype;
 *     __u8  sadb_prop_replay;
 *     __u8  sadb_prop_reserved[3];
 * };  // followed by struct sadb_comb
 * }</pre>
 *
 * @param replay wanted replay window in packets
 * @param combinations what would do
 */
public record SadbProp(int replay, List<SadbComb> combinations) implements SadbExtension {

    static final int HEADER = 8;

    /** Copies the list. */
    public SadbProp {
        combinations = List.copyOf(combinations);
    }

    @Override
    public int extensionType() {
        return SadbExt.PROPOSAL;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(0).put(out.position() - Integer.BYTES, (byte) replay);
        combinations.forEach(combination -> combination.write(out));
    }

    static SadbProp read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, HEADER, "sadb_prop");
        if ((in.limit() - HEADER) % SadbComb.SIZE != 0) {
            throw new MalformedPfKeyException("sadb_prop ends in the middle of a sadb_comb");
        }
        List<SadbComb> combinations = new ArrayList<>();
        for (int offset = HEADER; offset < in.limit(); offset += SadbComb.SIZE) {
            combinations.add(SadbComb.read(in, offset));
        }
        return new SadbProp(Byte.toUnsignedInt(in.get(4)), combinations);
    }
}
