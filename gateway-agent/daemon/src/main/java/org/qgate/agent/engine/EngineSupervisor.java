package org.qgate.agent.engine;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that an engine runs. A thread of its own waits for the end of the one that does, and finds or starts the next, with pauses
 * that grow. Everything else may be called from any thread.
 */
final class EngineSupervisor {
    /** How often it is looked whether the engine is ending. */
    static final long LOOK_MILLIS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(EngineSupervisor.class);

    private final EngineHost host;
    private final LongSupplier nanoClock;
    private final Runnable changed;
    private final RestartPauses pauses = new RestartPauses();
    private final Thread thread = new Thread(this::run, "engine-supervisor");
    private @Nullable EngineInstance current;
    private @Nullable EngineInstance last;
    private long sinceNanos;
    private String outage = "the engine was not started yet";
    private boolean tried;
    private boolean stopping;

    /**
     * No engine yet.
     *
     * @param changed called whenever an engine has come or gone
     */
    EngineSupervisor(EngineHost host, LongSupplier nanoClock, Runnable changed) {
        this.host = host;
        this.nanoClock = nanoClock;
        this.changed = changed;
        thread.setDaemon(true);
    }

    /** Finds or starts the first engine, and looks after it from then on. */
    void start() throws IOException, InterruptedException {
        came(host.findOrStart());
        thread.start();
    }

    /** Looks after an engine from now on, without waiting for the first. */
    void begin() {
        sinceNanos = nanoClock.getAsLong() - RestartPauses.LONG_LIFE_NANOS;
        thread.start();
    }

    /** Whether a first engine has come, or could not be started. */
    synchronized boolean hasTried() {
        return tried;
    }

    /** The engine that runs, as far as is known. */
    synchronized Optional<EngineInstance> current() {
        return Optional.ofNullable(current);
    }

    /** Why there is none. */
    synchronized String outage() {
        return outage;
    }

    /** An engine is gone, or is not to be relied on any more. */
    void lost(EngineInstance engine, String why) {
        synchronized (this) {
            if (!engine.equals(current) || stopping) {
                return;
            }
            current = null;
            outage = "the engine, " + engine + ", is gone: " + why;
            LOG.error("data plane engine: {} is gone: {}; nothing passes until another one serves", engine, why);
            notifyAll();
        }
        changed.run();
    }

    private void came(EngineInstance engine) {
        synchronized (this) {
            tried = true;
            current = engine;
            last = engine;
            sinceNanos = nanoClock.getAsLong();
        }
        CompletableFuture<?> unused =
                engine.ended().whenComplete((end, failure) -> lost(engine, "its process has ended"));
    }

    private void run() {
        try {
            while (awaitLoss()) {
                replace();
            }
        } catch (InterruptedException e) {
            // The agent ends.
        }
    }

    private boolean awaitLoss() throws InterruptedException {
        while (true) {
            EngineInstance watched;
            synchronized (this) {
                watched = current;
                if (watched == null || stopping) {
                    return !stopping;
                }
                wait(LOOK_MILLIS);
            }
            if (watched.isEnding()) {
                lost(watched, "its process is ending");
            }
        }
    }

    /** Tries until another engine serves. */
    private void replace() throws InterruptedException {
        long life;
        EngineInstance before;
        synchronized (this) {
            life = nanoClock.getAsLong() - sinceNanos;
            before = last;
        }
        if (before != null && before.ours()) {
            // One that lives but was given up may still hold the interface and keys.
            before.process().destroyForcibly();
        }
        if (before != null && (before.ours() || before.isEnding())) {
            before.awaitEnd();
        }
        while (!isStopping()) {
            long pause = pauses.next(life);
            TimeUnit.NANOSECONDS.sleep(pause);
            try {
                came(host.findOrStart());
                changed.run();
                return;
            } catch (IOException e) {
                life = 0;
                failed(String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized void failed(String why) {
        tried = true;
        outage = "no engine can be started: " + why;
        LOG.error("data plane engine: none can be started: {}; nothing passes", why);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Looks after it no longer; it runs on. */
    void release() throws InterruptedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        thread.interrupt();
        thread.join();
    }

    /** Ends the engine, if it is the agent's to end. */
    void end() throws InterruptedException {
        release();
        Optional<EngineInstance> running = current();
        if (running.isPresent() && running.get().ours()) {
            running.get().end();
        }
    }
}
