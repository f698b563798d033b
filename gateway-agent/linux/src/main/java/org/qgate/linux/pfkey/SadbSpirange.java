package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * From which SPIs a GETSPI may choose.
 *
 * <pre>{@code
 * struct sadb_spirange {
 *     __u16 sadb_spirange_len;
 *     __u16 sadb_spirange_exttype;
 *     __u32 sadb_spirange_min;
 *     __u32 sadb_spirange_max;
 *     __u32 sadb_spirange_reserved;
 * };
 * }</pre>
 *
 * @param min lowest, unsigned
 * @param max highest, unsigned, included
 */
public record SadbSpirange(int min, int max) implements SadbExtension {

    static final int SIZE = 16;

    @Override
    public int extensionType() {
        return SadbExt.SPIRANGE;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(min).putInt(max).putInt(0);
    }

    static SadbSpirange read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_spirange");
        return new SadbSpirange(in.getInt(4), in.getInt(8));
    }
}
