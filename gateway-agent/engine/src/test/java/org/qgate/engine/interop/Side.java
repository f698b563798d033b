package org.qgate.engine.interop;

import java.util.concurrent.locks.LockSupport;

/** An end of a tunnel that takes keys by hand. Whether an SA is inbound or outbound follows from its addresses. */
interface Side {
    /** Patience with a command line tool on a busy machine. */
    long SETTLE_NANOS = 30_000_000_000L;

    /** How often is looked. */
    long LOOK_NANOS = 500_000L;

    void add(Suite.Sa sa) throws Exception;

    /** The next packet to be sent goes under this one. */
    void use(Suite.Sa sa) throws Exception;

    void remove(Suite.Sa sa) throws Exception;

    /** A ticket for what was asked so far. */
    long ticket() throws Exception;

    /** Whether all that was asked before a ticket holds. */
    boolean isDone(long ticket) throws Exception;

    /** Waits until all that was asked for holds. */
    default void settle() throws Exception {
        long ticket = ticket();
        long start = System.nanoTime();
        while (!isDone(ticket)) {
            if (System.nanoTime() - start > SETTLE_NANOS) {
                throw new IllegalStateException(this + " did not do what it was asked");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
