package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * What RFC 2367 leaves out of an SA.
 *
 * <pre>{@code
 * struct sadb_x_sa2 {
 *     __u16 sadb_x_sa2_len;
 *     __u16 sadb_x_sa2_exttype;
 *     __u8  sadb_x_sa2_mode;
 *     __u8  sadb_x_sa2_reserved1;
 *     __u16 sadb_x_sa2_reserved2;
 *     __u32 sadb_x_sa2_sequence;
 *     __u32 sadb_x_sa2_reqid;
 * };
 * }</pre>
 *
 * @param mode a number of {@link IpsecMode}
 * @param sequence last sequence number sent; Linux leaves it 0
 * @param reqid ties it to policies of level {@link IpsecLevel#UNIQUE}
 */
public record SadbXSa2(int mode, int sequence, int reqid) implements SadbExtension {

    static final int SIZE = 16;

    @Override
    public int extensionType() {
        return SadbExt.X_SA2;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(0).put(out.position() - Integer.BYTES, (byte) mode);
        out.putInt(sequence).putInt(reqid);
    }

    static SadbXSa2 read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_x_sa2");
        return new SadbXSa2(Byte.toUnsignedInt(in.get(4)), in.getInt(8), in.getInt(12));
    }
}
