package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.NetworkOrder;

/**
 * A UDP port of ESP in UDP.
 *
 * <pre>{@code
 * struct sadb_x_nat_t_port {
 *     __u16  sadb_x_nat_t_port_len;
 *     __u16  sadb_x_nat_t_port_exttype;
 *     __be16 sadb_x_nat_t_port_port;
 *     __u16  sadb_x_nat_t_port_reserved;
 * };
 * }</pre>
 *
 * @param extensionType {@link SadbExt#X_NAT_T_SPORT} or {@link SadbExt#X_NAT_T_DPORT}
 * @param port 1 to 65535
 */
public record SadbXNatTPort(int extensionType, int port) implements SadbExtension {

    static final int SIZE = 8;

    @Override
    public void writeBody(ByteBuffer out) {
        NetworkOrder.putShort(out, port);
        out.putShort((short) 0);
    }

    static SadbXNatTPort read(int type, ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_x_nat_t_port");
        return new SadbXNatTPort(type, NetworkOrder.getShort(in, 4));
    }
}
