package org.qgate.agent.dataplane;

/** What the SAs of one direction of a link that are gone have carried and refused; safe for several threads. */
public final class TrafficSum {
    private Traffic sum = Traffic.NONE;

    /** Adds an SA that is gone. */
    public synchronized void add(Traffic last) {
        sum = sum.plus(last);
    }

    /** The sums now. */
    public synchronized Traffic sum() {
        return sum;
    }
}
