package org.qgate.linux.pfkey;

/** {@code sadb_ext_type}: what an extension is. */
public final class SadbExt {

    /** {@code struct sadb_sa}. */
    public static final int SA = 1;
    /** Age and traffic so far. */
    public static final int LIFETIME_CURRENT = 2;
    /** When the SA ends. */
    public static final int LIFETIME_HARD = 3;
    /** When the SA's end is announced. */
    public static final int LIFETIME_SOFT = 4;
    /** Source of the SA, or of a selector. */
    public static final int ADDRESS_SRC = 5;
    /** Destination of the SA, or of a selector. */
    public static final int ADDRESS_DST = 6;
    /** For whom the SA stands in. */
    public static final int ADDRESS_PROXY = 7;
    /** Integrity key. */
    public static final int KEY_AUTH = 8;
    /** Cipher key. */
    public static final int KEY_ENCRYPT = 9;
    /** Identity of the source. */
    public static final int IDENTITY_SRC = 10;
    /** Identity of the destination. */
    public static final int IDENTITY_DST = 11;
    /** Security label. */
    public static final int SENSITIVITY = 12;
    /** What an ACQUIRE would accept. */
    public static final int PROPOSAL = 13;
    /** Integrity algorithms that there are. */
    public static final int SUPPORTED_AUTH = 14;
    /** Ciphers that there are. */
    public static final int SUPPORTED_ENCRYPT = 15;
    /** From which SPIs to choose. */
    public static final int SPIRANGE = 16;
    /** {@code struct sadb_x_policy}. */
    public static final int X_POLICY = 18;
    /** {@code struct sadb_x_sa2}. */
    public static final int X_SA2 = 19;
    /** Kind of ESP in UDP. */
    public static final int X_NAT_T_TYPE = 20;
    /** UDP source port. */
    public static final int X_NAT_T_SPORT = 21;
    /** UDP destination port. */
    public static final int X_NAT_T_DPORT = 22;
    /** Original address of the peer behind the NAT. */
    public static final int X_NAT_T_OA = 23;
    /** {@code SADB_EXT_MAX} of Linux. */
    public static final int MAX = 26;

    /** {@link SadbXQgateReplay}, of this product; kernels pass over numbers above {@link #MAX}. */
    public static final int X_QGATE_REPLAY = 0x5147;

    private SadbExt() {}
}
