package org.qgate.fleet.transaction;

import java.util.Objects;

/**
 * What is to be asked of a gateway now.
 *
 * @param gateway name
 * @param operation what
 * @param token of its lock; 0 for operations that need none
 */
public record GatewayCall(String gateway, Operation operation, long token) {
    /** Refuses null. */
    public GatewayCall {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(operation, "operation");
    }

    /** What may be asked. */
    public enum Operation {
        /** Take the lock, or learn its token once more. */
        LOCK,
        /** Check and store what is wanted. */
        PREPARE,
        /** Block traffic. */
        BLOCK,
        /** Install what receives. */
        INBOUND,
        /** Install what sends. */
        OUTBOUND,
        /** Prove that packets cross. */
        PROVE,
        /** Make it the running configuration, to be confirmed. */
        COMMIT,
        /** Decide for it. */
        CONFIRM,
        /** Undo all steps. */
        UNDO,
        /** Give the lock back. */
        RELEASE,
        /** Only look where the change is. */
        LOOK
    }
}
