package org.qgate.fleet.transaction;

import org.qgate.fleet.link.ChangeStep;

/** The stages of a transaction. Both ends are through one before the next begins at either. */
public enum Stage {
    /** The locks are taken, one after the other, in the order of the gateways' names. */
    LOCK(ChangeStep.LOCKED),
    /** Both gateways check what is wanted and store it beside what runs. */
    PREPARE(ChangeStep.PREPARED),
    /** Traffic that is not protected yet is blocked. */
    BLOCK(ChangeStep.BLOCKED),
    /** Both can receive under the new configuration. */
    INBOUND(ChangeStep.INBOUND),
    /** Both send under it. */
    OUTBOUND(ChangeStep.OUTBOUND),
    /** Packets have crossed in both directions. */
    PROVE(ChangeStep.PROVEN),
    /** It runs, and each agent goes back by itself unless it is confirmed in time. */
    COMMIT(ChangeStep.COMMITTED),
    /** It is decided. From here on nothing is undone by the client. */
    CONFIRM(ChangeStep.CONFIRMED),
    /** All steps are undone, back to the lock. */
    UNDO(ChangeStep.LOCKED),
    /** The locks are given back. */
    RELEASE(ChangeStep.ABORTED),
    /** Nothing is left to do. */
    END(ChangeStep.IDLE);

    private final ChangeStep target;

    Stage(ChangeStep target) {
        this.target = target;
    }

    /** Where each gateway is at the end of it. */
    ChangeStep target() {
        return target;
    }

    /** True if it can still be cancelled, and what goes wrong leads to its being undone. */
    public boolean forward() {
        return compareTo(CONFIRM) < 0;
    }

    Stage following() {
        return switch (this) {
            case LOCK -> PREPARE;
            case PREPARE -> BLOCK;
            case BLOCK -> INBOUND;
            case INBOUND -> OUTBOUND;
            case OUTBOUND -> PROVE;
            case PROVE -> COMMIT;
            case COMMIT -> CONFIRM;
            case UNDO -> RELEASE;
            case CONFIRM, RELEASE, END -> END;
        };
    }
}
