package org.qgate.engine.filter;

/**
 * What is done with a packet.
 *
 * @param action the deed
 * @param reqid of the SAs to protect with; 0 for other actions, and inbound for any SA
 */
public record Decision(PolicyAction action, int reqid) {

    /** Passes in clear. */
    public static final Decision BYPASS = new Decision(PolicyAction.BYPASS, 0);

    /** Is dropped. */
    public static final Decision DISCARD = new Decision(PolicyAction.DISCARD, 0);

    /** Must have come under some SA. Nothing can be sent under it. */
    public static final Decision PROTECT_BY_ANY = new Decision(PolicyAction.PROTECT, 0);

    /** Checks that a reqid stands with protection only. */
    public Decision {
        if (action != PolicyAction.PROTECT && reqid != 0) {
            throw new IllegalArgumentException("a policy names a reqid only if it protects");
        }
    }

    /** Goes, or must have come, under an SA of that reqid. */
    public static Decision protect(int reqid) {
        if (reqid == 0) {
            throw new IllegalArgumentException("a reqid other than 0 is needed to find an SA");
        }
        return new Decision(PolicyAction.PROTECT, reqid);
    }

    /** Whether a packet that came under an SA of that reqid may pass. */
    public boolean accepts(int reqidOfSa) {
        return action == PolicyAction.PROTECT && (reqid == 0 || reqid == reqidOfSa);
    }
}
