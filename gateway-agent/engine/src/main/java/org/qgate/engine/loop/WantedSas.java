package org.qgate.engine.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.qgate.engine.filter.AcquireListener;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.router.RateLimit;

/**
 * Policies that found no SA, on their way from the thread that drops the packets to the one that tells. Bounded in time and
 * number: a flood of packets tells no more than one of them.
 */
final class WantedSas {

    /** A policy is told of at most so often. */
    static final long INTERVAL_NANOS = 1_000_000_000L;

    /** What is told in a second of all policies together, and at once; more have their turn with a later packet. */
    static final int PER_SECOND_MAX = 64;

    private final RateLimit all = new RateLimit(PER_SECOND_MAX, PER_SECOND_MAX);

    private final Map<Policy, Long> toldNanos = new LinkedHashMap<>();
    private final BlockingQueue<Policy> waiting = new ArrayBlockingQueue<>(PER_SECOND_MAX);

    /** A packet of this policy was dropped. For the thread that drops packets; allocates seldom. */
    void missed(Policy policy, long nowNanos) {
        @Nullable Long told = toldNanos.get(policy);
        boolean due = told == null || nowNanos - told >= INTERVAL_NANOS;
        if (due && all.take(nowNanos) && waiting.offer(policy)) {
            if (toldNanos.size() >= PolicyTable.POLICIES_MAX) {
                toldNanos.clear();
            }
            toldNanos.put(policy, nowNanos);
        }
    }

    /** Tells of those that wait. For one other thread. */
    void tell(AcquireListener listener) {
        for (int i = 0; i < PER_SECOND_MAX; i++) {
            Policy policy = waiting.poll();
            if (policy == null) {
                return;
            }
            listener.wanted(policy);
        }
    }
}
