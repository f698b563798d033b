package org.qgate.simulator.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.simulator.paper.Conversation.Pair;
import org.qgate.simulator.paper.PaperMessage.Kind;

/** The receiving half: a counted window of inbound SAs that moves by one with each request, and makes up for lost ones. */
final class PaperSlave {
    private final PaperSettings settings;
    private final int direction;
    private final LongFunction<Conversation> conversations;
    /** Installed pairs, oldest first. */
    private final Deque<Pair> installed = new ArrayDeque<>();
    /** Those of them that no request has named yet: the index for lost requests. */
    private final Deque<Pair> expected = new ArrayDeque<>();

    private @Nullable Conversation conversation;
    private long askAgainAtNanos = Long.MIN_VALUE;
    private long installs;

    PaperSlave(PaperSettings settings, int direction, LongFunction<Conversation> conversations) {
        this.settings = settings;
        this.direction = direction;
        this.conversations = conversations;
    }

    /** Hears the master of its direction. */
    void hear(PaperMessage message, PaperTransport out, Consumer<LinkEffect> effects, long nowNanos) {
        switch (message.kind()) {
            case KEY_CHANGE_REQUEST -> requested(message.spi(), out, effects, nowNanos);
            case MASTER_RESET -> {
                begin(message.start(), effects);
                out.send(new PaperMessage(Kind.RESET_ANSWER, direction, 0, message.start()), nowNanos);
            }
            default -> {
                // The third message of a reset asks for nothing.
            }
        }
    }

    /** Clears and refills; a repeated reset finds everything done. */
    private void begin(long start, Consumer<LinkEffect> effects) {
        Conversation before = conversation;
        if (before != null && before.start() == start) {
            return;
        }
        clear(effects);
        conversation = conversations.apply(start);
        askAgainAtNanos = Long.MIN_VALUE;
        for (int i = 0; i <= settings.ahead(); i++) {
            install(effects);
        }
        expected.poll();
    }

    private void requested(int spi, PaperTransport out, Consumer<LinkEffect> effects, long nowNanos) {
        if (conversation == null) {
            askForReset(out, nowNanos);
            return;
        }
        int missed = missedBefore(spi);
        if (missed >= 0) {
            for (int i = 0; i <= missed; i++) {
                expected.poll();
                install(effects);
            }
            out.send(new PaperMessage(Kind.KEY_CHANGE_ACKNOWLEDGE, direction, spi, 0), nowNanos);
        } else if (installed.stream().noneMatch(pair -> pair.spi() == spi)) {
            askForReset(out, nowNanos);
        }
    }

    /** How many requests went missing before one for this SPI; -1 if more than the master has queued. */
    private int missedBefore(int spi) {
        int missed = 0;
        for (Pair pair : expected) {
            if (pair.spi() == spi) {
                return missed;
            }
            missed++;
        }
        Conversation here = conversation;
        return here != null && here.peek().spi() == spi ? missed : -1;
    }

    private void askForReset(PaperTransport out, long nowNanos) {
        if (nowNanos >= askAgainAtNanos) {
            askAgainAtNanos = nowNanos + settings.repeatNanos();
            out.send(new PaperMessage(Kind.SLAVE_RESET, direction, 0, 0), nowNanos);
        }
    }

    private void install(Consumer<LinkEffect> effects) {
        Conversation here = conversation;
        if (here == null) {
            return;
        }
        Pair pair = here.next();
        installed.add(pair);
        expected.add(pair);
        installs++;
        effects.accept(new LinkEffect.InstallInbound(
                here.name(pair), pair.spi(), Conversation.SUITE, here.key(pair), Conversation.LIMITS));
        if (installed.size() > settings.installedSas()) {
            Pair oldest = installed.remove();
            effects.accept(new LinkEffect.DeleteInbound(here.name(oldest), oldest.spi()));
        }
    }

    /** The kernel does not take the key: the master is told, and resets. */
    void refused(SaName sa, PaperTransport out, long nowNanos) {
        Conversation here = conversation;
        if (here == null) {
            return;
        }
        List<Pair> gone = new ArrayList<>();
        for (Pair pair : installed) {
            if (here.name(pair).equals(sa)) {
                gone.add(pair);
            }
        }
        if (installed.removeAll(gone)) {
            out.send(
                    new PaperMessage(
                            Kind.KEY_CHANGE_FAIL, direction, gone.get(0).spi(), 0),
                    nowNanos);
        }
    }

    /** Takes everything away. */
    void clear(Consumer<LinkEffect> effects) {
        Conversation here = conversation;
        if (here != null) {
            for (Pair pair : installed) {
                effects.accept(new LinkEffect.DeleteInbound(here.name(pair), pair.spi()));
            }
        }
        installed.clear();
        expected.clear();
        conversation = null;
    }

    int resident() {
        return installed.size();
    }

    long installs() {
        return installs;
    }
}
