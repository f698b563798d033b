package org.qgate.engine.interop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Keys both ends of a tunnel, as often as wanted: new keys are installed on both sides some periods before their use, and
 * old inbound ones stay for a while. For one thread.
 */
final class Keying {
    /** Periods from the installation of a key to its use: room for a command line tool that is late. */
    private static final int LEAD = 5;

    /** Generations of inbound SAs that stay after their use. */
    private static final int KEPT = 15;

    private static final int SPI_STEP = 0x1_0000;

    private final Side left;
    private final Side right;
    private final Suite suite;
    private final InteropNetwork.Site here;
    private final InteropNetwork.Site there;
    private final int cable;
    private final int base;
    private final Deque<Integer> installed = new ArrayDeque<>();
    private final Map<Integer, List<Long>> tickets = new HashMap<>();
    private int next;
    private int used;

    /**
     * Prepares.
     *
     * @param number of this tunnel among all of a run, for SPIs of its own
     */
    Keying(Side left, Side right, Suite suite, InteropNetwork.Site there, int number) {
        this.left = left;
        this.right = right;
        this.suite = suite;
        this.here = InteropNetwork.ENGINE;
        this.there = there;
        this.cable = there.cables().get(0);
        this.base = number * SPI_STEP;
    }

    /** The SA of a generation from the engine to its peer. */
    Suite.Sa forth(int generation) {
        return sa(0x1000_0000 + base + generation, here, there);
    }

    /** The SA of a generation from the peer to the engine. */
    Suite.Sa back(int generation) {
        return sa(0x2000_0000 + base + generation, there, here);
    }

    private Suite.Sa sa(int spi, InteropNetwork.Site from, InteropNetwork.Site to) {
        return new Suite.Sa(
                suite,
                spi,
                from.outer(suite.outer(), cable),
                to.outer(suite.outer(), cable),
                InteropNetwork.reqid(here, there));
    }

    /** Installs the first keys and uses them. */
    void start() throws Exception {
        install();
        use(0);
        settle();
    }

    private void install() throws Exception {
        int generation = next++;
        for (Side side : new Side[] {left, right}) {
            side.add(forth(generation));
            side.add(back(generation));
        }
        installed.add(generation);
        tickets.put(generation, List.of(left.ticket(), right.ticket()));
    }

    private boolean isReady(int generation) throws Exception {
        List<Long> both = tickets.getOrDefault(generation, List.of());
        return left.isDone(both.get(0)) && right.isDone(both.get(1));
    }

    private void use(int generation) throws Exception {
        left.use(forth(generation));
        right.use(back(generation));
        used = generation;
        tickets.remove(generation);
    }

    /** Changes keys; returns how often. */
    int change(long periodNanos, long durationNanos) throws Exception {
        long start = System.nanoTime();
        long deadline = start;
        int changes = 0;
        while (System.nanoTime() - start < durationNanos) {
            deadline += periodNanos;
            while (deadline - System.nanoTime() > 0) {
                LockSupport.parkNanos(deadline - System.nanoTime());
            }
            if (next <= used + LEAD) {
                install();
            }
            // A key that is not there yet is not used: the one in use is kept for another period.
            if (next > used + 1 && isReady(used + 1)) {
                use(used + 1);
                changes++;
            }
            if (installed.getFirst() < used - KEPT) {
                remove(installed.remove());
            }
        }
        settle();
        return changes;
    }

    private void remove(int generation) throws Exception {
        for (Side side : new Side[] {left, right}) {
            side.remove(forth(generation));
            side.remove(back(generation));
        }
    }

    /** Removes all keys from both sides. */
    void end() throws Exception {
        while (!installed.isEmpty()) {
            remove(installed.remove());
        }
        settle();
    }

    private void settle() throws Exception {
        left.settle();
        right.settle();
    }
}
