package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;

/** Asks the agent over its control socket: one connection, one command at a time, connected anew after a failure. */
public final class ControlSocketAgent implements AgentPort, AutoCloseable {
    private final Path socket;
    private final Duration timeout;
    private @Nullable ControlClient client;

    /**
     * @param socket path of the agent's control socket
     * @param timeout longest wait for a reply
     */
    public ControlSocketAgent(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    @Override
    public synchronized ControlReply execute(ControlCommand command) throws IOException, CommandRefusedException {
        ControlClient open = client;
        if (open == null) {
            open = ControlClient.connect(socket, timeout);
            client = open;
        }
        try {
            return open.execute(command);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        ControlClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
