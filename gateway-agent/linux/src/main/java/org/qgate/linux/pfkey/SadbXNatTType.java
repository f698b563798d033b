package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * Kind of ESP in UDP.
 *
 * <pre>{@code
 * struct sadb_x_nat_t_type {
 *     __u16 sadb_x_nat_t_type_len;
 *     __u16 sadb_x_nat_t_type_exttype;
 *     __u8  sadb_x_nat_t_type_type;
 *     __u8  sadb_x_nat_t_type_reserved[3];
 * };
 * }</pre>
 *
 * @param encapsulation {@link #ESP_IN_UDP}
 */
public record SadbXNatTType(int encapsulation) implements SadbExtension {

    /** {@code UDP_ENCAP_ESPINUDP}, RFC 3948. */
    public static final int ESP_IN_UDP = 2;

    static final int SIZE = 8;

    @Override
    public int extensionType() {
        return SadbExt.X_NAT_T_TYPE;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(0).put(out.position() - Integer.BYTES, (byte) encapsulation);
    }

    static SadbXNatTType read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_x_nat_t_type");
        return new SadbXNatTType(Byte.toUnsignedInt(in.get(4)));
    }
}
