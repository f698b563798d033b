package org.qgate.fleet.transaction;

/** Time, for who has to wait. */
public interface Pace {
    /** Milliseconds that only ever rise; their zero means nothing. */
    long nowMillis();

    /** Waits until then, or until interrupted. */
    void sleepUntil(long millis) throws InterruptedException;
}
