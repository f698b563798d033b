package org.qgate.core.ledger;

import java.util.function.Consumer;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.LinkEffect;

/**
 * The marks on stable storage and those under way to it. A block may be used only when {@link #covers} says so
 * (decision 3: write, sync, then use).
 */
public final class DurableMarks {
    /** Blocks of one parity that are marked in one batch; what a crash wastes at the most. */
    public static final int AHEAD_BLOCKS = 64;
    /** Pause before a failed write is tried again. */
    public static final long RETRY_NANOS = 500_000_000L;

    private static final int PARITIES = 2;

    private LinkMarks durable;
    private LinkMarks wanted;
    private boolean writing;
    private long retryAtNanos = Long.MAX_VALUE;

    /** Starts from what storage held. */
    public DurableMarks(LinkMarks restored) {
        this.durable = restored;
        this.wanted = restored;
    }

    /** What is on stable storage. */
    public LinkMarks durable() {
        return durable;
    }

    /** What is on stable storage or on its way there; nothing up to it may be leased again. */
    public LinkMarks wanted() {
        return wanted;
    }

    /** The highest epoch proposed or accepted, written or about to be. */
    public long epoch() {
        return wanted.epoch();
    }

    /** Whether all of {@code need} is on stable storage. */
    public boolean covers(LinkMarks need) {
        return durable.covers(need);
    }

    /** Wants {@code need} on stable storage, without any margin. */
    public void require(LinkMarks need, Consumer<LinkEffect> effects) {
        if (!wanted.covers(need)) {
            wanted = wanted.max(need);
            write(effects);
        }
    }

    /** Wants this end's {@code block} of a channel covered, and a batch ahead of it. */
    public void requireOwn(Channel channel, long block, Consumer<LinkEffect> effects) {
        if (wanted.own().of(channel) < block + AHEAD_BLOCKS) {
            ChannelMarks own = wanted.own().raised(channel, ahead(block));
            require(new LinkMarks(wanted.epoch(), own, wanted.peer()), effects);
        }
    }

    /** Wants the peer's {@code block} of a channel covered, and a batch ahead of it. */
    public void requirePeer(Channel channel, long block, Consumer<LinkEffect> effects) {
        if (wanted.peer().of(channel) < block + AHEAD_BLOCKS) {
            ChannelMarks peer = wanted.peer().raised(channel, ahead(block));
            require(new LinkMarks(wanted.epoch(), wanted.own(), peer), effects);
        }
    }

    private static long ahead(long block) {
        return block + (long) PARITIES * AHEAD_BLOCKS;
    }

    /** The storage has them. */
    public void persisted(LinkMarks marks, Consumer<LinkEffect> effects) {
        durable = durable.max(marks);
        writing = false;
        retryAtNanos = Long.MAX_VALUE;
        if (!durable.covers(wanted)) {
            write(effects);
        }
    }

    /** The storage refused; tried again after {@link #RETRY_NANOS}. */
    public void failed(long nowNanos) {
        writing = false;
        retryAtNanos = nowNanos + RETRY_NANOS;
    }

    /** Tries a failed write again when its time has come. */
    public void retry(long nowNanos, Consumer<LinkEffect> effects) {
        if (nowNanos >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            write(effects);
        }
    }

    /** When {@link #retry} wants to be called. */
    public long retryAtNanos() {
        return retryAtNanos;
    }

    private void write(Consumer<LinkEffect> effects) {
        if (!writing && retryAtNanos == Long.MAX_VALUE) {
            writing = true;
            effects.accept(new LinkEffect.PersistMarks(wanted));
        }
    }
}
