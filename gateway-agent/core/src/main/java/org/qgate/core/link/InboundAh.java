package org.qgate.core.link;

import java.util.TreeMap;
import java.util.TreeSet;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.SaName;
import org.qgate.core.secret.SecretBytes;

/**
 * The AH SAs that take the peer's messages in one epoch: the one in use, the one offered, and those left until the retirement time is
 * over. Those that were lost are told to the peer until it uses another one.
 */
final class InboundAh {
    /** Between two words to the peer that the AH SA it may be using is gone. */
    static final long REPEAT_NANOS = 1_000_000_000L;
    /** SAs that stand at a time, more than retire in the longest retirement time at the shortest control period. */
    static final int STANDING_MAX = 128;

    private final LinkContext context;
    private final ControlSas sas;
    private final Session session;
    private final Direction direction;
    private final TreeMap<Long, Integer> standing = new TreeMap<>();
    private final TreeSet<Long> missed = new TreeSet<>();
    private final Retirements retirements = new Retirements();
    private long peerIndex;
    private long tellAtNanos = Long.MAX_VALUE;

    InboundAh(LinkContext context, ControlSas sas, Session session) {
        this.context = context;
        this.sas = sas;
        this.session = session;
        this.direction = context.role.receives();
    }

    private SaName name(long index) {
        return new SaName(context.parameters.link(), session.epoch(), direction, Channel.CONTROL, index);
    }

    /** Installs the SA of an index; the answer comes with {@link ControlSas}. */
    void install(long index, SecretBytes key) {
        int spi = session.keys().spi(direction, Channel.CONTROL, index);
        standing.put(index, spi);
        sas.install(name(index), true, spi, key);
        if (standing.size() > STANDING_MAX) {
            // A peer that gives up one successor after the other goes on with the one that it uses.
            var oldest = standing.firstEntry().getKey() == peerIndex
                    ? standing.tailMap(peerIndex, false).firstEntry()
                    : standing.firstEntry();
            standing.remove(oldest.getKey());
            sas.delete(name(oldest.getKey()), true, oldest.getValue());
        }
    }

    /** The kernel refused it. */
    void refused(long index) {
        standing.remove(index);
    }

    /** An authentic message names the key in use: all before it retire. */
    void peerUses(long index) {
        if (index > peerIndex) {
            peerIndex = index;
            missed.headSet(index, false).clear();
            retirements.add(
                    index - 1, context.now() + context.deadlines.timers().retirementNanos());
        }
    }

    /** An SA is gone, or not as it was installed; true if the peer may be using it. */
    boolean lost(long index) {
        Integer spi = standing.remove(index);
        if (spi == null) {
            return false;
        }
        // One that somebody changed still stands.
        sas.delete(name(index), true, spi);
        return index >= peerIndex && miss(index);
    }

    /** Nothing comes in: the SAs may be gone without a word. */
    void doubt() {
        standing.tailMap(Math.max(1, peerIndex)).keySet().forEach(this::miss);
    }

    private boolean miss(long index) {
        if (missed.add(index)) {
            tellAtNanos = context.now();
        }
        return true;
    }

    /** Whether the peer is to leave an index. */
    boolean isMissed(long index) {
        return missed.contains(index);
    }

    /** The indexes that the peer is to be told of now. */
    Iterable<Long> due() {
        if (missed.isEmpty() || context.now() < tellAtNanos) {
            return new TreeSet<>();
        }
        tellAtNanos = context.now() + REPEAT_NANOS;
        return new TreeSet<>(missed);
    }

    /** Deletes what has retired. */
    void act() {
        delete(retirements.takeDue(context.now()));
    }

    private void delete(long upTo) {
        var gone = standing.headMap(upTo, true);
        gone.forEach((index, spi) -> sas.delete(name(index), true, spi));
        gone.clear();
    }

    /** The epoch is over, and what comes in late is stale. */
    void stop() {
        delete(Long.MAX_VALUE);
        missed.clear();
    }

    int standingCount() {
        return standing.size();
    }

    long nextDeadlineNanos() {
        return Math.min(retirements.nextDeadlineNanos(), missed.isEmpty() ? Long.MAX_VALUE : tellAtNanos);
    }
}
