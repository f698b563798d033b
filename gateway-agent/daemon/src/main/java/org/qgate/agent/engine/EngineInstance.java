package org.qgate.agent.engine;

import java.util.concurrent.CompletableFuture;

/**
 * A running engine.
 *
 * @param process its process
 * @param ended completed when it has ended, by whatever means
 * @param ours whether the agent may end it
 */
record EngineInstance(ProcessHandle process, CompletableFuture<?> ended, boolean ours) {
    /** For messages to people. */
    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
