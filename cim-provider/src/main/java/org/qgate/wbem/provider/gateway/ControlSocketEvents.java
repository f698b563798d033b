package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlEvent;

/** Events from a watch on the agent's control socket. */
public final class ControlSocketEvents implements EventSource {
    private final ControlClient client;

    private ControlSocketEvents(ControlClient client) {
        this.client = client;
    }

    /**
     * Begins a watch.
     *
     * @param socket path of the agent's control socket
     * @param timeout longest wait for the watch to begin
     * @param intervalMillis between two snapshots of the watch
     */
    public static EventSource open(Path socket, Duration timeout, long intervalMillis)
            throws IOException, CommandRefusedException {
        ControlClient client = ControlClient.connect(socket, timeout);
        try {
            client.watch(intervalMillis);
            return new ControlSocketEvents(client);
        } catch (IOException | CommandRefusedException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public ControlEvent next(Duration longest) throws IOException, CommandRefusedException {
        return client.nextEvent(longest);
    }

    @Override
    public void close() {
        client.close();
    }
}
