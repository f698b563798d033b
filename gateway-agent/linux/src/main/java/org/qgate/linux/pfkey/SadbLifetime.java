package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * Lifetimes, or what was used of them. In limits 0 means none.
 *
 * <pre>{@code
 * struct sadb_lifetime {
 *     __u16 sadb_lifetime_len;
 *     __u16 sadb_lifetime_exttype;
 *     __u32 sadb_lifetime_allocations;
 *     __u64 sadb_lifetime_bytes;
 *     __u64 sadb_lifetime_addtime;
 *     __u64 sadb_lifetime_usetime;
 * };
 * }</pre>
 *
 * @param extensionType {@link SadbExt#LIFETIME_CURRENT}, {@link SadbExt#LIFETIME_HARD} or {@link SadbExt#LIFETIME_SOFT}
 * @param allocations packets in Linux, unsigned 32 bit. What an SA has carried stays 0: Linux does not tell it
 * @param bytes traffic
 * @param addSeconds age; of a current lifetime the time of the addition, seconds since 1970
 * @param useSeconds since the first packet; of a current lifetime its time, 0 for none yet
 */
public record SadbLifetime(int extensionType, int allocations, long bytes, long addSeconds, long useSeconds)
        implements SadbExtension {

    static final int SIZE = 32;

    /** Checks the kind. */
    public SadbLifetime {
        if (extensionType < SadbExt.LIFETIME_CURRENT || extensionType > SadbExt.LIFETIME_SOFT) {
            throw new IllegalArgumentException("extension " + extensionType + " is no lifetime");
        }
    }

    /** When an SA ends. */
    public static SadbLifetime hard(long bytes, long addSeconds, long useSeconds) {
        return new SadbLifetime(SadbExt.LIFETIME_HARD, 0, bytes, addSeconds, useSeconds);
    }

    /** When the end is announced. */
    public static SadbLifetime soft(long bytes, long addSeconds, long useSeconds) {
        return new SadbLifetime(SadbExt.LIFETIME_SOFT, 0, bytes, addSeconds, useSeconds);
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(allocations).putLong(bytes).putLong(addSeconds).putLong(useSeconds);
    }

    static SadbLifetime read(int type, ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_lifetime");
        return new SadbLifetime(type, in.getInt(4), in.getLong(8), in.getLong(16), in.getLong(24));
    }
}
