package org.qgate.agent.config;

/**
 * What becomes of the traffic class, DSCP and ECN, at the ends of the tunnel (RFC 4301 section 5.1.2, RFC 6040).
 *
 * @param dscpOutward the outer header takes the DSCP of the inner one; else it is 0, which hides what kind of traffic it is
 * @param dscpInward the inner header takes the DSCP of the outer one, as the network has changed it; else it stays as it was sent
 * @param ecn congestion marks pass through the tunnel; else the outer header has none
 */
public record TrafficClassRules(boolean dscpOutward, boolean dscpInward, boolean ecn) {
    /** What RFC 4301 wants if nothing is said: DSCP copied outward only, ECN passed on. */
    public static final TrafficClassRules STANDARD = new TrafficClassRules(true, false, true);
}
