package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkEffect;

/**
 * Draws this end's blocks of one channel from the key source and lets them go only when their marks are durable.
 *
 * <p>At most one draw is under way, so at most one draw's keys wait.
 */
final class KeySupply {
    /** Pause after the key source had nothing. */
    static final long RETRY_NANOS = 20_000_000L;
    /** A draw that is not answered for so long is asked again. */
    static final long ANSWER_NANOS = 5_000_000_000L;

    private final LinkContext context;
    private final Channel channel;
    private final Deque<DrawnKey> waiting = new ArrayDeque<>();
    private long lastLeased;
    private boolean drawing;
    private long askAgainAtNanos = Long.MIN_VALUE;
    private String lastFailure = "";

    KeySupply(LinkContext context, Channel channel) {
        this.context = context;
        this.channel = channel;
        this.lastLeased = context.marks.durable().own().of(channel);
    }

    /** Asks for keys unless a draw is under way, keys wait, or the source just had none. */
    void want(int count) {
        if (waiting.isEmpty() && context.now() >= askAgainAtNanos) {
            drawing = true;
            askAgainAtNanos = context.now() + ANSWER_NANOS;
            long from = context.rules.blockAfter(lastLeased, context.role.parity());
            context.emit(new LinkEffect.DrawKeys(channel, from, count, blockBytes()));
        }
    }

    private int blockBytes() {
        return context.suite().keyBytes();
    }

    /** The source answered. Keys that are not above the last leased one, or for another suite, are wiped. */
    void drawn(List<DrawnKey> keys) {
        drawing = false;
        askAgainAtNanos = context.now();
        lastFailure = "";
        long last = waiting.isEmpty() ? lastLeased : waiting.getLast().block().number();
        for (DrawnKey key : keys) {
            boolean rises = context.rules.blockAfter(last, context.role.parity())
                    <= key.block().number();
            boolean fits = key.bits().length() == blockBytes();
            if (rises
                    && fits
                    && key.block().owner() == context.role
                    && key.block().channel() == channel) {
                waiting.add(key);
                last = key.block().number();
            } else {
                key.bits().close();
            }
        }
        if (!waiting.isEmpty()) {
            context.marks.requireOwn(channel, last, context::emit);
        }
    }

    /** The source had nothing. */
    void failed(String reason) {
        drawing = false;
        lastFailure = reason;
        askAgainAtNanos = context.now() + RETRY_NANOS;
    }

    /** The keys that may be told to the peer now; they count as leased from here on. */
    List<DrawnKey> takeLeasable(int most) {
        List<DrawnKey> ready = new ArrayList<>();
        while (!waiting.isEmpty() && ready.size() < most) {
            long number = waiting.getFirst().block().number();
            boolean durable = context.marks.covers(
                    new LinkMarks(0, ChannelMarks.NONE.raised(channel, number), ChannelMarks.NONE));
            if (!context.rules.mayLease(durable)) {
                break;
            }
            ready.add(waiting.removeFirst());
            lastLeased = number;
            context.counters.blocksLeased++;
        }
        return ready;
    }

    /** Blocks up to {@code mark} count as used: the peer has seen them. */
    void resumeAfter(long mark) {
        lastLeased = context.rules.resumeAfter(lastLeased, mark);
        while (!waiting.isEmpty() && waiting.getFirst().block().number() <= lastLeased) {
            waiting.removeFirst().bits().close();
        }
    }

    long lastLeased() {
        return lastLeased;
    }

    String lastFailure() {
        return lastFailure;
    }

    /** When a failed or unanswered draw may be asked again, or never. */
    long retryAtNanos() {
        // While keys wait for their marks nothing more is drawn, even after a late failure of a second draw.
        return waiting.isEmpty() && (drawing || !lastFailure.isEmpty()) ? askAgainAtNanos : Long.MAX_VALUE;
    }

    void wipe() {
        waiting.forEach(key -> key.bits().close());
        waiting.clear();
    }
}
