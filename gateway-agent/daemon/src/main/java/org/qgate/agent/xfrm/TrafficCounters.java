package org.qgate.agent.xfrm;

import org.qgate.agent.dataplane.Traffic;
import org.qgate.agent.dataplane.TrafficSum;
import org.qgate.linux.xfrm.XfrmUsersaInfo;

/** What the SAs of one direction of a link that are gone have carried and refused; safe for several threads. */
final class TrafficCounters {
    private final TrafficSum sum = new TrafficSum();

    /** Adds an SA that is gone. */
    void add(XfrmUsersaInfo last) {
        sum.add(of(last));
    }

    /** The sums now. */
    Traffic sum() {
        return sum.sum();
    }

    /** What one SA has carried and refused. */
    static Traffic of(XfrmUsersaInfo sa) {
        return new Traffic(
                sa.current().bytes(),
                sa.current().packets(),
                Integer.toUnsignedLong(sa.stats().replay())
                        + Integer.toUnsignedLong(sa.stats().replayWindow()),
                Integer.toUnsignedLong(sa.stats().integrityFailed()));
    }
}
