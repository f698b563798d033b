package org.qgate.agent.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A running engine.
 *
 * @param process its process
 * @param ended completed when it has ended, by whatever means
 * @param ours whether the agent may end it
 * @param ending whether it is about to end, known some time before
 */
record EngineInstance(ProcessHandle process, CompletableFuture<?> ended, boolean ours, BooleanSupplier ending) {
    /** A process of this host. */
    static EngineInstance of(ProcessHandle process, CompletableFuture<?> ended, boolean ours) {
        return new EngineInstance(process, ended, ours, ProcessMemory.isGoneOf(process.pid()));
    }

    boolean isEnding() {
        return ending.getAsBoolean();
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
