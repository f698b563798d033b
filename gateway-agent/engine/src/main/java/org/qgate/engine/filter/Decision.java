package org.qgate.engine.filter;

/**
 * What is done with a packet.
 *
 * @param action the deed
 * @param reqid of the SAs to protect with; 0 for other actions
 */
public record Decision(PolicyAction action, int reqid) {

    /** Passes in clear. */
    public static final Decision BYPASS = new Decision(PolicyAction.BYPASS, 0);

    /** Is dropped. */
    public static final Decision DISCARD = new Decision(PolicyAction.DISCARD, 0);

    /** Checks that a reqid stands with protection, and only there. */
    public Decision {
        if ((action == PolicyAction.PROTECT) != (reqid != 0)) {
            throw new IllegalArgumentException("a policy names a reqid exactly if it protects");
        }
    }

    /** Goes, or must have come, under an SA of that reqid. */
    public static Decision protect(int reqid) {
        return new Decision(PolicyAction.PROTECT, reqid);
    }
}
