package org.qgate.agent.engine;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.pfkey.PfkeyDataPlane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to whichever engine serves now: none while there are no links, and one after another while there are. For the loop's thread.
 */
final class EngineConnection {
    private static final String BROKEN = "its PF_KEY connection broke";
    private static final Logger LOG = LoggerFactory.getLogger(EngineConnection.class);

    private final Function<List<LinkConfiguration>, EngineSupervisor> supervisors;
    private final SessionOpener sessions;
    private final Turns turns;
    /** Who looks after engines while there are links. */
    private @Nullable EngineSupervisor employed;

    private @Nullable Session session;

    /** Opens a PF_KEY connection to the engine that serves; tests put a function here. */
    @FunctionalInterface
    interface SessionOpener {
        /**
         * Connects.
         *
         * @param links that the engine is for
         * @param lost to be called when the connection breaks
         */
        PfkeyDataPlane open(Collection<LinkConfiguration> links, Runnable lost) throws IOException;
    }

    /** What is done when one engine follows another. */
    interface Turns {
        /** An engine has come: it is told of all links. */
        void joined(PfkeyDataPlane plane) throws IOException;

        /** An engine is let go of, its counts are asked for the last time. */
        void leaving(PfkeyDataPlane plane);
    }

    private record Session(EngineInstance engine, PfkeyDataPlane plane) {}

    /**
     * Without an engine yet.
     *
     * @param supervisors makes who looks after engines for some links
     */
    EngineConnection(
            Function<List<LinkConfiguration>, EngineSupervisor> supervisors, SessionOpener sessions, Turns turns) {
        this.supervisors = supervisors;
        this.sessions = sessions;
        this.turns = turns;
    }

    private EngineSupervisor employ(List<LinkConfiguration> served) {
        EngineSupervisor supervisor = supervisors.apply(served);
        employed = supervisor;
        return supervisor;
    }

    /** Sees to it that an engine runs for these links, waits until it serves and connects to it. */
    void start(List<LinkConfiguration> links) throws IOException, InterruptedException {
        EngineSupervisor supervisor = employ(links);
        supervisor.start();
        EngineInstance first = supervisor
                .current()
                .orElseThrow(() -> new IOException("data plane engine: it ended as soon as it had started"));
        session = new Session(first, sessions.open(links, () -> supervisor.lost(first, BROKEN)));
    }

    /** Begins to see to it that an engine runs for these links. */
    void summon(List<LinkConfiguration> links) {
        employ(links).begin();
    }

    /** Whether engines run, or are to. */
    boolean isSummoned() {
        return employed != null;
    }

    /** Whether the first engine is still awaited. */
    boolean isAwaited() {
        return employed != null && !employed.hasTried();
    }

    /** The connection, if there is one. */
    @Nullable
    PfkeyDataPlane plane() {
        return session == null ? null : session.plane;
    }

    /** Lets go of an engine that is gone, and connects to the one that has come. */
    void follow(Collection<LinkConfiguration> links) {
        if (employed == null) {
            return;
        }
        EngineSupervisor supervisor = employed;
        Optional<EngineInstance> running = supervisor.current();
        if (session != null && running.filter(session.engine::equals).isEmpty()) {
            PfkeyDataPlane gone = session.plane;
            session = null;
            turns.leaving(gone);
            gone.abandon();
        }
        if (session == null && running.isPresent()) {
            join(supervisor, running.get(), links);
        }
    }

    private void join(EngineSupervisor supervisor, EngineInstance engine, Collection<LinkConfiguration> links) {
        PfkeyDataPlane plane = null;
        try {
            plane = sessions.open(links, () -> supervisor.lost(engine, BROKEN));
            turns.joined(plane);
            session = new Session(engine, plane);
            LOG.info("data plane engine: {} serves {} links", engine, links.size());
        } catch (IOException e) {
            if (plane != null) {
                plane.abandon();
            }
            supervisor.lost(engine, "it cannot be keyed: " + e.getMessage());
        }
    }

    /** The engine is not to be relied on any more. */
    void lost(String why) {
        if (employed != null && session != null) {
            employed.lost(session.engine, why);
        }
    }

    /** Why no engine serves, empty if one does or none is to. */
    Optional<String> outage() {
        return employed == null || employed.current().isPresent() ? Optional.empty() : Optional.of(employed.outage());
    }

    /** Ends the engine, if it is the agent's to end; none serves until one is summoned again. */
    void end() throws InterruptedException {
        close();
        EngineSupervisor former = employed;
        employed = null;
        if (former != null) {
            former.end();
        }
    }

    /** Lets go of the engine, which runs on with what it has. */
    void release() throws InterruptedException {
        if (employed != null) {
            employed.release();
        }
        close();
    }

    private void close() {
        Session last = session;
        session = null;
        if (last != null) {
            turns.leaving(last.plane);
            last.plane.close();
        }
    }
}
