package org.qgate.fleet.transaction;

import java.util.Optional;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;

/** What a transaction knows of one of its two gateways. */
final class TransactionEnd {
    private final String gateway;
    private long token;
    private boolean lockAsked;
    private boolean begun;
    private boolean through;
    private boolean released;
    private long nextTryMillis;
    private Optional<Long> silentSinceMillis = Optional.empty();
    private Optional<ChangeStatus> status = Optional.empty();

    TransactionEnd(String gateway, boolean lockAsked) {
        this.gateway = gateway;
        this.lockAsked = lockAsked;
    }

    String gateway() {
        return gateway;
    }

    /** 0 until the lock is known to be ours. */
    long token() {
        return token;
    }

    /** Whether the gateway may hold a lock for this transaction. */
    boolean mayBeLocked() {
        return lockAsked && !released;
    }

    boolean through() {
        return through;
    }

    /** Whether the stage's operation was answered, so that only its end is waited for. */
    boolean begun() {
        return begun;
    }

    long nextTryMillis() {
        return nextTryMillis;
    }

    Optional<ChangeDecision> decision() {
        return status.map(ChangeStatus::decision);
    }

    void enter(Stage stage, long nowMillis) {
        begun = false;
        through = (stage == Stage.UNDO || stage == Stage.RELEASE) && !mayBeLocked();
        nextTryMillis = nowMillis;
        silentSinceMillis = Optional.empty();
    }

    void lockAsked() {
        lockAsked = true;
    }

    void locked(long newToken) {
        token = newToken;
    }

    void answered(ChangeStatus newStatus) {
        status = Optional.of(newStatus);
        silentSinceMillis = Optional.empty();
    }

    void begin() {
        begun = true;
    }

    void finish() {
        through = true;
    }

    void release() {
        released = true;
        through = true;
    }

    void retryAt(long millis) {
        nextTryMillis = millis;
    }

    /** For how long it has been silent now. */
    long silentMillis(long nowMillis) {
        if (silentSinceMillis.isEmpty()) {
            silentSinceMillis = Optional.of(nowMillis);
        }
        return nowMillis - silentSinceMillis.get();
    }
}
