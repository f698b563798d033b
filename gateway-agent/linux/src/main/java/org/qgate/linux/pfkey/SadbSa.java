package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.NetworkOrder;

/**
 * The core of an SA.
 *
 * <pre>{@code
 * struct sadb_sa {
 *     __u16  sadb_sa_len;
 *     __u16  sadb_sa_exttype;
 *     __be32 sadb_sa_spi;
 *     __u8   sadb_sa_replay;
 *     __u8   sadb_sa_state;
 *     __u8   sadb_sa_auth;
 *     __u8   sadb_sa_encrypt;
 *     __u32  sadb_sa_flags;
 * };
 * }</pre>
 *
 * @param spi its index
 * @param replay replay window in packets, 0 for none; Linux takes 32 at most
 * @param state one of {@code STATE_*}
 * @param auth integrity algorithm, a number of {@link SadbAlgorithm}
 * @param encrypt cipher, a number of {@link SadbAlgorithm}
 * @param flags {@code SADB_SAFLAGS_*}
 */
public record SadbSa(int spi, int replay, int state, int auth, int encrypt, int flags) implements SadbExtension {

    /** Has an SPI and no keys yet. */
    public static final int STATE_LARVAL = 0;
    /** In use. */
    public static final int STATE_MATURE = 1;
    /** Past its soft lifetime. */
    public static final int STATE_DYING = 2;
    /** Past its hard lifetime. */
    public static final int STATE_DEAD = 3;

    static final int SIZE = 16;

    private static final int BYTE_MAX = 0xFF;

    /** Checks what has one byte on the wire. */
    public SadbSa {
        if (((replay | state | auth | encrypt) & ~BYTE_MAX) != 0) {
            throw new IllegalArgumentException("replay window " + replay + ", state " + state + " and algorithms "
                    + auth + " and " + encrypt + " must lie in 0.." + BYTE_MAX);
        }
    }

    /** Names an SA, as GET and DELETE want it. */
    public static SadbSa named(int spi) {
        return new SadbSa(spi, 0, STATE_MATURE, 0, 0, 0);
    }

    @Override
    public int extensionType() {
        return SadbExt.SA;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        NetworkOrder.putInt(out, spi);
        out.put((byte) replay).put((byte) state).put((byte) auth).put((byte) encrypt);
        out.putInt(flags);
    }

    static SadbSa read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_sa");
        return new SadbSa(
                NetworkOrder.getInt(in, 4),
                Byte.toUnsignedInt(in.get(8)),
                Byte.toUnsignedInt(in.get(9)),
                Byte.toUnsignedInt(in.get(10)),
                Byte.toUnsignedInt(in.get(11)),
                in.getInt(12));
    }
}
