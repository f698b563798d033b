package org.qgate.fleet.gateway;

/** Why a gateway did not do what was asked. */
public enum Refusal {
    /** It does not answer, or breaks off: whether it has done what was asked is not known. Asking again is safe. */
    UNREACHABLE,
    /** It is not who the inventory says: its certificate is another one, or nobody vouches for it. */
    NOT_TRUSTED,
    /** Wrong user or password, or the user's role does not suffice. */
    DENIED,
    /** Its WBEM server answers and its agent does not. Asking again is safe. */
    AGENT_UNREACHABLE,
    /** It cannot do this at all. */
    NOT_SUPPORTED,
    /** It tried and failed. */
    FAILED,
    /** An argument is outside its range. */
    INVALID_PARAMETER,
    /** Its configuration was changed since it was read. */
    STALE_GENERATION,
    /** Somebody else holds the link's lock. */
    LOCKED,
    /** The token is not that of the lock: the lock is gone, or has another owner. */
    BAD_TOKEN,
    /** The change is not where this step may be taken. */
    WRONG_STEP,
    /** No link of that name. */
    UNKNOWN_LINK,
    /** What is wanted cannot be used there. */
    INVALID_CONFIGURATION,
    /** Packets did not cross in both directions. */
    NOT_PROVEN,
    /** The change is over, one way or the other. */
    TRANSACTION_ENDED,
    /** Its agent cannot reach the other agent. */
    PEER_UNREACHABLE,
    /** It answers something that is not of this model. */
    NOT_UNDERSTOOD;

    /** True if nothing is known about what the gateway did, and the same call may be made again. */
    public boolean silent() {
        return this == UNREACHABLE || this == AGENT_UNREACHABLE;
    }
}
