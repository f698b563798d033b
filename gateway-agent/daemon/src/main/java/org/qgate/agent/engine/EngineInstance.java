package org.qgate.agent.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running engine.
 *
 * @param process its process
 * @param ended completed when it has ended, by whatever means
 * @param ours whether the agent may end it
 * @param ending whether it is about to end, known some time before
 */
record EngineInstance(ProcessHandle process, CompletableFuture<?> ended, boolean ours, BooleanSupplier ending) {
    /** How long an engine may take to end in order. */
    private static final long END_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EngineInstance.class);

    /** A process of this host. */
    static EngineInstance of(ProcessHandle process, CompletableFuture<?> ended, boolean ours) {
        return new EngineInstance(process, ended, ours, ProcessMemory.isGoneOf(process.pid()));
    }

    boolean isEnding() {
        return ending.getAsBoolean();
    }

    /** Ends it in order, or kills it when that takes too long. */
    void end() throws InterruptedException {
        process.destroy();
        if (!awaitEnd()) {
            LOG.warn("data plane engine: {} did not end within {} s and is killed", this, END_SECONDS);
            process.destroyForcibly();
        }
    }

    /** Waits a bounded time; whether it has ended. */
    boolean awaitEnd() throws InterruptedException {
        try {
            ended.get(END_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
