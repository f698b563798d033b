package org.qgate.simulator.paper;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.simulator.paper.Conversation.Pair;
import org.qgate.simulator.paper.PaperMessage.Kind;

/** The sending half: changes its key at each period without waiting for anybody, and resets when it hears nothing. */
final class PaperMaster {
    /** Silence of the slave before a reset, however short the period; the paper names none. */
    static final long SILENCE_MIN_NANOS = 5_000_000_000L;

    private static final long KEY_NUMBERS = 1L << 60;

    private final PaperSettings settings;
    private final int direction;
    private final Entropy entropy;
    private final LongFunction<Conversation> conversations;
    private final Deque<Pair> queue = new ArrayDeque<>();
    private @Nullable Conversation conversation;
    private @Nullable Conversation wanted;
    private @Nullable Pair current;
    private @Nullable Conversation currentOf;
    private @Nullable Pair next;
    private long periodNanos;
    private long changeAtNanos = Long.MAX_VALUE;
    private long resetAgainAtNanos = Long.MAX_VALUE;
    private long heardAtNanos;
    private long changes;
    private long resets;

    PaperMaster(
            PaperSettings settings,
            int direction,
            Entropy entropy,
            LongFunction<Conversation> conversations,
            long periodNanos) {
        this.settings = settings;
        this.direction = direction;
        this.entropy = entropy;
        this.conversations = conversations;
        this.periodNanos = periodNanos;
    }

    /** Begins anew: the slave clears first, and this end when the slave has answered. */
    void reset(PaperTransport out, long nowNanos) {
        resets++;
        wanted = conversations.apply(entropy.below(KEY_NUMBERS));
        changeAtNanos = Long.MAX_VALUE;
        announceReset(out, nowNanos);
    }

    private void announceReset(PaperTransport out, long nowNanos) {
        Conversation begun = wanted;
        if (begun != null) {
            resetAgainAtNanos = nowNanos + settings.repeatNanos();
            out.send(new PaperMessage(Kind.MASTER_RESET, direction, 0, begun.start()), nowNanos);
        }
    }

    /** Hears the slave of its direction. */
    void hear(PaperMessage message, PaperTransport out, Consumer<LinkEffect> effects, long nowNanos) {
        heardAtNanos = nowNanos;
        switch (message.kind()) {
            case RESET_ANSWER -> answered(message.start(), out, effects, nowNanos);
            case SLAVE_RESET, KEY_CHANGE_FAIL -> {
                if (wanted == null) {
                    reset(out, nowNanos);
                }
            }
            default -> {
                // An acknowledgement is a sign of life and no more.
            }
        }
    }

    private void answered(long start, PaperTransport out, Consumer<LinkEffect> effects, long nowNanos) {
        Conversation begun = wanted;
        if (begun == null || begun.start() != start) {
            return;
        }
        conversation = begun;
        wanted = null;
        resetAgainAtNanos = Long.MAX_VALUE;
        queue.clear();
        for (int i = 0; i <= settings.ahead(); i++) {
            queue.add(begun.next());
        }
        out.send(new PaperMessage(Kind.RESET_CONFIRM, direction, 0, start), nowNanos);
        install(effects);
        changeAtNanos = nowNanos + periodNanos;
    }

    private void install(Consumer<LinkEffect> effects) {
        Conversation here = conversation;
        Pair oldest = queue.poll();
        if (here != null && oldest != null) {
            next = oldest;
            effects.accept(new LinkEffect.InstallOutbound(
                    here.name(oldest), oldest.spi(), Conversation.SUITE, here.key(oldest), Conversation.LIMITS));
        }
    }

    /** The kernel has the SA: it replaces the one in use. */
    void installed(SaName sa, Consumer<LinkEffect> effects) {
        Pair installed = next;
        if (installed != null && isNext(sa)) {
            effects.accept(new LinkEffect.SwitchOutbound(sa, installed.spi()));
        }
    }

    /** Packets leave under the new SA: the old one goes at once. */
    void switched(SaName sa, Consumer<LinkEffect> effects) {
        Pair old = current;
        Conversation of = currentOf;
        if (!isNext(sa)) {
            return;
        }
        current = next;
        currentOf = conversation;
        next = null;
        changes++;
        if (old != null && of != null) {
            effects.accept(new LinkEffect.DeleteOutbound(of.name(old), old.spi()));
        }
    }

    /** The own kernel refuses the key: "it just initiates a reset". */
    void refused(SaName sa, PaperTransport out, long nowNanos) {
        if (isNext(sa) && wanted == null) {
            next = null;
            reset(out, nowNanos);
        }
    }

    private boolean isNext(SaName sa) {
        Conversation here = conversation;
        Pair expected = next;
        return here != null && expected != null && here.name(expected).equals(sa);
    }

    void tick(PaperTransport out, Consumer<LinkEffect> effects, long nowNanos) {
        if (nowNanos >= resetAgainAtNanos) {
            announceReset(out, nowNanos);
        }
        if (nowNanos < changeAtNanos) {
            return;
        }
        if (nowNanos - heardAtNanos > Math.max(SILENCE_MIN_NANOS, settings.ahead() * periodNanos) + periodNanos) {
            heardAtNanos = nowNanos;
            reset(out, nowNanos);
            return;
        }
        Conversation here = conversation;
        Pair following = queue.peek();
        if (here != null && following != null) {
            queue.add(here.next());
            out.send(new PaperMessage(Kind.KEY_CHANGE_REQUEST, direction, following.spi(), 0), nowNanos);
            install(effects);
        }
        changeAtNanos = nowNanos + periodNanos;
    }

    void setPeriod(long nanos) {
        periodNanos = nanos;
    }

    /** Takes everything away. */
    void stop(Consumer<LinkEffect> effects) {
        effects.accept(new LinkEffect.BlockOutbound("the agent stops"));
        Pair used = current;
        Conversation of = currentOf;
        if (used != null && of != null) {
            effects.accept(new LinkEffect.DeleteOutbound(of.name(used), used.spi()));
        }
        Pair coming = next;
        Conversation here = conversation;
        if (coming != null && here != null) {
            effects.accept(new LinkEffect.DeleteOutbound(here.name(coming), coming.spi()));
        }
        changeAtNanos = Long.MAX_VALUE;
        resetAgainAtNanos = Long.MAX_VALUE;
    }

    long nextDeadlineNanos() {
        return Math.min(changeAtNanos, resetAgainAtNanos);
    }

    long changes() {
        return changes;
    }

    long resets() {
        return resets;
    }

    long periodNanos() {
        return periodNanos;
    }

    /** Whether packets leave under a key. */
    boolean isSending() {
        return current != null;
    }
}
