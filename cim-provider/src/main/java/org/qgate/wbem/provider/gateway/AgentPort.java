package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;

/** Asks the agent. Implementations wait for a bounded time and may be called by several threads. */
@FunctionalInterface
public interface AgentPort {
    /**
     * Sends a command and waits for its reply.
     *
     * @throws IOException if no agent answers in time
     * @throws CommandRefusedException if the agent refuses
     */
    ControlReply execute(ControlCommand command) throws IOException, CommandRefusedException;
}
