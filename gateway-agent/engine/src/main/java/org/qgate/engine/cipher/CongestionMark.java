package org.qgate.engine.cipher;

import org.qgate.engine.packet.IpHeader;

/** What becomes of ECN when a packet leaves a tunnel (RFC 6040 figure 4). DSCP stays the inner one (RFC 4301 5.1.2). */
final class CongestionMark {

    private static final int ECN_BITS = 3;
    private static final int ECT_0 = 2;
    private static final int ECT_1 = 1;

    private CongestionMark() {}

    /** Applies the outer mark to the inner packet; false when it has to be dropped. */
    static boolean carryIn(byte[] inner, int offset, int outerTrafficClass) {
        int outer = outerTrafficClass & ECN_BITS;
        if (outer == IpHeader.ECN_NOT_CAPABLE || outer == ECT_0) {
            return true;
        }
        int trafficClass = IpHeader.trafficClass(inner, offset);
        int own = trafficClass & ECN_BITS;
        if (outer == IpHeader.ECN_CONGESTION) {
            if (own == IpHeader.ECN_NOT_CAPABLE) {
                return false;
            }
            if (own != IpHeader.ECN_CONGESTION) {
                IpHeader.setTrafficClass(inner, offset, trafficClass | ECN_BITS);
            }
        } else if (own == ECT_0) {
            IpHeader.setTrafficClass(inner, offset, (trafficClass & ~ECN_BITS) | ECT_1);
        }
        return true;
    }
}
