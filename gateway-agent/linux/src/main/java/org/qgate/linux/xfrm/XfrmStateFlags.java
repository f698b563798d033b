package org.qgate.linux.xfrm;

/** {@code XFRM_STATE_*} flags of an SA, and those of {@code XFRMA_SA_EXTRA_FLAGS}. */
public final class XfrmStateFlags {

    /** Do not copy ECN bits. */
    public static final int NOECN = 1;
    /** Copy the DSCP of the outer header inwards. */
    public static final int DECAP_DSCP = 2;
    /** Do not set the DF bit. */
    public static final int NOPMTUDISC = 4;
    /** Accept any source address. */
    public static final int WILDRECV = 8;
    /** Also for ICMP errors about its packets. */
    public static final int ICMP = 16;
    /** The selector has no family: IPv4 and IPv6 go inside. */
    public static final int AF_UNSPEC = 32;
    /** AH aligned to four bytes in IPv6. */
    public static final int ALIGN4 = 64;
    /** Extended sequence numbers (RFC 4303 section 2.2.1). */
    public static final int ESN = 128;

    /** {@code XFRM_SA_XFLAG_DONT_ENCAP_DSCP}: the outer header's DSCP is 0 instead of the inner one's. */
    public static final int EXTRA_DONT_ENCAP_DSCP = 1;

    private XfrmStateFlags() {}
}
