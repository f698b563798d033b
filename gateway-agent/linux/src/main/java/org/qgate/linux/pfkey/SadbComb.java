package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * A combination of algorithms and lifetimes that an ACQUIRE would accept.
 *
 * <pre>{@code
 * struct sadb_comb {
 *     __u8  sadb_comb_auth;
 *     __u8  sadb_comb_encrypt;
 *     __u16 sadb_comb_flags;
 *     __u16 sadb_comb_auth_minbits;
 *     __u16 sadb_comb_auth_maxbits;
 *     __u16 sadb_comb_encrypt_minbits;
 *     __u16 sadb_comb_encrypt_maxbits;
 *     __u32 sadb_comb_reserved;
 *     __u32 sadb_comb_soft_allocations;
 *     __u32 sadb_comb_hard_allocations;
 *     __u64 sadb_comb_soft_bytes;
 *     __u64 sadb_comb_hard_bytes;
 *     __u64 sadb_comb_soft_addtime;
 *     __u64 sadb_comb_hard_addtime;
 *     __u64 sadb_comb_soft_usetime;
 *     __u64 sadb_comb_hard_usetime;
 * };
 * }</pre>
 *
 * @param auth integrity algorithm with its key lengths, number 0 for none
 * @param encrypt cipher with its key lengths, number 0 for none
 * @param flags {@code SADB_SAFLAGS_*}
 * @param soft lifetimes, allocations included
 * @param hard lifetimes, allocations included
 */
public record SadbComb(SadbAlg auth, SadbAlg encrypt, int flags, SadbLifetime soft, SadbLifetime hard) {

    static final int SIZE = 72;

    void write(ByteBuffer out) {
        out.put((byte) auth.id()).put((byte) encrypt.id()).putShort((short) flags);
        out.putShort((short) auth.minBits()).putShort((short) auth.maxBits());
        out.putShort((short) encrypt.minBits()).putShort((short) encrypt.maxBits());
        out.putInt(0).putInt(soft.allocations()).putInt(hard.allocations());
        out.putLong(soft.bytes()).putLong(hard.bytes());
        out.putLong(soft.addSeconds()).putLong(hard.addSeconds());
        out.putLong(soft.useSeconds()).putLong(hard.useSeconds());
    }

    static SadbComb read(ByteBuffer in, int at) {
        return new SadbComb(
                algorithm(in, at, at + 4),
                algorithm(in, at + 1, at + 8),
                Short.toUnsignedInt(in.getShort(at + 2)),
                lifetime(SadbExt.LIFETIME_SOFT, in, at + 16, at + 24),
                lifetime(SadbExt.LIFETIME_HARD, in, at + 20, at + 32));
    }

    private static SadbAlg algorithm(ByteBuffer in, int id, int bits) {
        return new SadbAlg(
                Byte.toUnsignedInt(in.get(id)),
                0,
                Short.toUnsignedInt(in.getShort(bits)),
                Short.toUnsignedInt(in.getShort(bits + Short.BYTES)));
    }

    private static SadbLifetime lifetime(int type, ByteBuffer in, int allocations, int bytes) {
        return new SadbLifetime(
                type, in.getInt(allocations), in.getLong(bytes), in.getLong(bytes + 16), in.getLong(bytes + 32));
    }
}
