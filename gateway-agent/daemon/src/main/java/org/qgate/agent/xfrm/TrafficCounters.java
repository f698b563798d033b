package org.qgate.agent.xfrm;

import org.qgate.linux.xfrm.XfrmUsersaInfo;

/** What the SAs of one direction of a link that are gone have carried and refused; safe for several threads. */
public final class TrafficCounters {
    private long bytes;
    private long packets;
    private long replayFailures;
    private long integrityFailures;

    /** Adds an SA that is gone. */
    synchronized void add(XfrmUsersaInfo last) {
        bytes += last.current().bytes();
        packets += last.current().packets();
        replayFailures += Integer.toUnsignedLong(last.stats().replay())
                + Integer.toUnsignedLong(last.stats().replayWindow());
        integrityFailures += Integer.toUnsignedLong(last.stats().integrityFailed());
    }

    /** The sums now. */
    public synchronized Traffic sum() {
        return new Traffic(bytes, packets, replayFailures, integrityFailures);
    }

    /** Sums over SAs. */
    public record Traffic(long bytes, long packets, long replayFailures, long integrityFailures) {
        /** The sums with those of an SA that still stands. */
        public Traffic plus(XfrmUsersaInfo standing) {
            TrafficCounters both = new TrafficCounters();
            both.add(standing);
            Traffic other = both.sum();
            return new Traffic(
                    bytes + other.bytes,
                    packets + other.packets,
                    replayFailures + other.replayFailures,
                    integrityFailures + other.integrityFailures);
        }
    }
}
