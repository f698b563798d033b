package org.qgate.agent.loop;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.LinkTimers;

/**
 * Whether the agent may leave its links to the next one: the keys in use must last until that one has new ones.
 *
 * <p>What stands is what a crash leaves, and the next agent takes it over in the same way: SAs carry packets while it agrees on a new
 * epoch, and the peer, which hears nothing meanwhile, keeps its own. All that was marked counts as used.
 */
final class HandOver {
    /** A key in use must last so long from now on: the start of the next agent and its first contact, on a slow machine. */
    static final long LEFT_NANOS_MIN = TimeUnit.SECONDS.toNanos(20);

    private HandOver() {}

    /** How long, in nanoseconds, packets can leave under the keys in use of all links; not above the longest age of a key. */
    static long leftNanos(Collection<LinkRunner> links, long nowNanos) {
        long left = LinkTimers.AGE_LIMIT_NANOS;
        for (LinkRunner link : links) {
            if (!link.isRemoved()) {
                left = Math.min(left, leftNanos(link, link.snapshot(nowNanos).outbound()));
            }
        }
        return left;
    }

    private static long leftNanos(LinkRunner link, LinkSnapshot.Outbound outbound) {
        long limit = link.configuration().parameters().timers().ageLimitNanos();
        return outbound.currentSpi() == 0 ? Long.MAX_VALUE : limit - outbound.currentAgeNanos();
    }
}
