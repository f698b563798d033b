package org.qgate.agent.control;

/** Where commands go that a client may give. */
@FunctionalInterface
public interface CommandSink {
    /** Takes a command for execution, or answers {@code false} at once if too many wait. */
    boolean offer(PendingCommand command);
}
