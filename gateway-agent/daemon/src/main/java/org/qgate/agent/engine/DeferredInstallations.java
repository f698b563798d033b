package org.qgate.agent.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/**
 * What links want while there is no engine. Nothing of before stands, so deletions and switches have no object, and what blocks is done; installations wait,
 * with keys that no engine has seen, and the protocol asks for no more than its windows hold while they do.
 */
final class DeferredInstallations {
    /** Installations that may wait; more are refused, and their keys are not used. */
    static final int WAITING_MAX = 8192;

    private final Deque<Wanted> waiting = new ArrayDeque<>();

    /** An effect of a link. */
    record Wanted(LinkName link, LinkEffect effect) {}

    /** Takes one; what can be answered now is. */
    void take(Wanted wanted, BiConsumer<LinkName, LinkEvent> answers) {
        LinkEffect effect = wanted.effect();
        if (effect instanceof LinkEffect.SwitchOutbound turn) {
            answers.accept(wanted.link(), new LinkEvent.SwitchRefused(turn.sa(), "there is no engine"));
        } else if (effect instanceof LinkEffect.InstallInbound install && isFull()) {
            answers.accept(wanted.link(), new LinkEvent.InboundRefused(install.sa(), full()));
        } else if (effect instanceof LinkEffect.InstallOutbound install && isFull()) {
            answers.accept(wanted.link(), new LinkEvent.OutboundRefused(install.sa(), full()));
        } else if (effect instanceof LinkEffect.InstallInbound || effect instanceof LinkEffect.InstallOutbound) {
            waiting.add(wanted);
        } else if (effect instanceof LinkEffect.BlockOutbound) {
            answers.accept(wanted.link(), new LinkEvent.OutboundBlocked());
        }
        // Nothing stands that could be deleted, and without policies and SAs a new engine drops everything.
    }

    private boolean isFull() {
        return waiting.size() >= WAITING_MAX;
    }

    private static String full() {
        return "there is no engine, and " + WAITING_MAX + " installations wait for one";
    }

    /** Gives them on, in order, and keeps none. */
    void drainTo(BiConsumer<LinkName, LinkEffect> to) {
        for (Wanted next = waiting.poll(); next != null; next = waiting.poll()) {
            to.accept(next.link(), next.effect());
        }
    }

    /** The link's keys are not the data plane's any more. */
    void forget(LinkName link) {
        waiting.removeIf(wanted -> wanted.link().equals(link));
    }

    int size() {
        return waiting.size();
    }
}
