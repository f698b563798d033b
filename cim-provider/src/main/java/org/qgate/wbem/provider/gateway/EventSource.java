package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.time.Duration;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlEvent;

/** Events of the agent, from the moment it was opened until it fails or is closed. Closing it ends a wait. */
public interface EventSource extends AutoCloseable {
    /** Waits for the next event, for a bounded time. */
    ControlEvent next(Duration longest) throws IOException, CommandRefusedException;

    @Override
    void close();

    /** Opens event sources. */
    @FunctionalInterface
    interface Opener {
        EventSource open() throws IOException, CommandRefusedException;
    }
}
