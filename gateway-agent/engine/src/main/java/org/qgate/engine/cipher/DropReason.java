package org.qgate.engine.cipher;

/** Why a packet went no further. The numbers that {@link #code} gives are negative, so that they fit where a length does. */
public enum DropReason {
    /** Inner or outer packet is malformed or cut. */
    MALFORMED(-1),
    /** A policy says so, or none matches. */
    POLICY_DISCARDS(-2),
    /** The policy asks for protection, but no outbound SA is there. */
    NO_OUTBOUND_SA(-3),
    /** No inbound SA has that SPI, or its tunnel has other ends. */
    NO_INBOUND_SA(-4),
    /** Seen before or left of the window. */
    REPLAYED(-5),
    /** The integrity check failed. */
    NOT_AUTHENTIC(-6),
    /** Authentic, but its padding or inner packet is malformed. */
    BAD_PAYLOAD(-7),
    /** A dummy packet (RFC 4303 section 2.6), meant to be dropped. */
    DUMMY(-8),
    /** Decrypted, but the policy wanted it under another SA or in clear. */
    POLICY_MISMATCH(-9),
    /** The SA's hard lifetime or its sequence numbers are used up. */
    SA_EXPIRED(-10),
    /** The SA was deleted a moment ago. */
    SA_CLOSED(-11),
    /** Congestion was marked on a packet that does not know of it (RFC 6040). */
    CONGESTION(-12),
    /** Longer than the path carries, and must not be fragmented. */
    TOO_BIG(-13),
    /** Its hop limit is used up. */
    HOP_LIMIT(-14),
    /** No route leads there. */
    NO_ROUTE(-15),
    /** The network or TUN device did not take it. */
    SEND_FAILED(-16),
    /** Nobody on the inner side answers for the next hop's address. */
    NO_NEIGHBOR(-17);

    private static final DropReason[] BY_CODE = new DropReason[values().length];

    static {
        for (DropReason reason : values()) {
            BY_CODE[-1 - reason.code] = reason;
        }
    }

    private final int code;

    DropReason(int code) {
        this.code = code;
    }

    /** A negative number for it. */
    public int code() {
        return code;
    }

    /** The reason for a negative number that {@link #code} gave. */
    public static DropReason of(int code) {
        return BY_CODE[-1 - code];
    }
}
