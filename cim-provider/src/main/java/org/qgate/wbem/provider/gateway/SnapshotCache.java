package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.qgate.control.CommandRefusedException;

/**
 * The agent as all readers see it. A picture older than the bound is taken anew by the reader that finds it so, while others wait for
 * that one; so the agent is asked for one picture in that time at most. An agent that does not answer is asked again no sooner than
 * after the pause, and readers get the last picture at once meanwhile.
 */
final class SnapshotCache {
    private final SnapshotTaker taker;
    private final long maxAgeNanos;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final Object taking = new Object();
    private volatile @Nullable Timed current;

    private record Timed(AgentReading reading, long atNanos) {}

    /**
     * @param maxAge oldest picture that a reader is given while the agent answers
     * @param pause time without a request after the agent did not answer
     * @param nanoTime a clock that only goes forward
     */
    SnapshotCache(AgentPort agent, Duration maxAge, Duration pause, InstantSource clock, LongSupplier nanoTime) {
        this.taker = new SnapshotTaker(agent, clock);
        this.maxAgeNanos = maxAge.toNanos();
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What is known of the agent now. */
    AgentReading read() {
        Timed known = current;
        if (known != null && isFresh(known)) {
            return known.reading();
        }
        synchronized (taking) {
            known = current;
            if (known != null && isFresh(known)) {
                return known.reading();
            }
            Optional<AgentSnapshot> before =
                    known == null ? Optional.empty() : known.reading().last();
            AgentReading taken = take(before);
            current = new Timed(taken, nanoTime.getAsLong());
            return taken;
        }
    }

    /** Makes the next reader take a new picture: something was changed. */
    void expire() {
        synchronized (taking) {
            Timed known = current;
            if (known != null && known.reading().reachable()) {
                current = new Timed(known.reading(), nanoTime.getAsLong() - maxAgeNanos - 1);
            }
        }
    }

    private boolean isFresh(Timed known) {
        long age = nanoTime.getAsLong() - known.atNanos();
        return age <= (known.reading().reachable() ? maxAgeNanos : pauseNanos);
    }

    private AgentReading take(Optional<AgentSnapshot> before) {
        try {
            return AgentReading.of(taker.take(before));
        } catch (IOException | CommandRefusedException e) {
            return new AgentReading(before, false, String.valueOf(e.getMessage()));
        }
    }
}
