package org.qgate.agent;

import org.qgate.agent.loop.EventLoop;
import org.qgate.agent.loop.Inbox;

/** A wired agent whose links are prepared. */
final class Agent {
    private final EventLoop loop;
    private final Inbox inbox;
    private final Closers closers;

    Agent(EventLoop loop, Inbox inbox, Closers closers) {
        this.loop = loop;
        this.inbox = inbox;
        this.closers = closers;
    }

    /**
     * Runs on the calling thread until {@link #stop}, a teardown or a hand-over, and closes everything.
     *
     * @return whether the next agent is to start at once
     */
    boolean run() {
        try {
            return loop.run();
        } finally {
            closers.closeAll();
        }
    }

    /** Asks for an orderly stop; from any thread. */
    void stop() {
        inbox.stop();
    }
}
