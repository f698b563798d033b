package org.qgate.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Blocking client of the control socket: one command at a time, or one watch. Not for use by several threads at once.
 *
 * <p>After an {@link AgentUnreachableException} or a {@link MalformedMessageException} the connection is of no more use: close it.
 */
public final class ControlClient implements AutoCloseable {
    private final LineConnection connection;
    private final Duration timeout;
    private final ControlCodec codec = new ControlCodec();
    private long lastId;

    private ControlClient(LineConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Connects to an agent.
     *
     * @param socket path of the agent's control socket
     * @param timeout longest wait for an answer
     */
    public static ControlClient connect(Path socket, Duration timeout) throws AgentUnreachableException {
        return new ControlClient(LineConnection.open(socket), timeout);
    }

    /** Sends a command and waits for its reply. */
    public ControlReply execute(ControlCommand command) throws IOException, CommandRefusedException {
        long id = send(command);
        return reply(id);
    }

    /**
     * Begins a watch; {@link #nextEvent} then delivers its events.
     *
     * @param intervalMillis between two snapshots
     */
    public void watch(long intervalMillis) throws IOException, CommandRefusedException {
        execute(new ControlCommand.Watch(intervalMillis));
    }

    /**
     * Waits for the next event of the watch that was begun last.
     *
     * @param longest wait
     */
    public ControlEvent nextEvent(Duration longest) throws IOException, CommandRefusedException {
        ServerMessage message = codec.decodeMessage(connection.readLine(longest));
        if (message instanceof ServerMessage.Event event && event.id() == lastId) {
            return event.event();
        }
        throw unexpected(message, "an event of request " + lastId);
    }

    private long send(ControlCommand command) throws IOException, CommandRefusedException {
        lastId++;
        try {
            connection.write(codec.encode(Request.of(lastId, command)), timeout);
        } catch (AgentUnreachableException broken) {
            throw refusalOr(broken);
        }
        return lastId;
    }

    /** An agent that turns a client away says why and closes; the client may find the connection broken before it reads that. */
    private AgentUnreachableException refusalOr(AgentUnreachableException broken) throws CommandRefusedException {
        try {
            if (codec.decodeMessage(connection.readLine(timeout)) instanceof ServerMessage.Failure failure) {
                throw new CommandRefusedException(failure.error());
            }
        } catch (IOException e) {
            broken.addSuppressed(e);
        }
        return broken;
    }

    private ControlReply reply(long id) throws IOException, CommandRefusedException {
        ServerMessage message = codec.decodeMessage(connection.readLine(timeout));
        if (message instanceof ServerMessage.Reply reply && reply.id() == id) {
            return reply.reply();
        }
        throw unexpected(message, "the answer to request " + id);
    }

    /** Errors with id 0 are for us too: the agent could not read our request, or refuses the connection as a whole. */
    private MalformedMessageException unexpected(ServerMessage message, String wanted) throws CommandRefusedException {
        if (message instanceof ServerMessage.Failure failure && (failure.id() == lastId || failure.id() == 0)) {
            throw new CommandRefusedException(failure.error());
        }
        return new MalformedMessageException(
                ErrorCode.MALFORMED,
                message.id(),
                "the agent sent a " + message.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
                        + " with id " + message.id() + " where " + wanted + " was due");
    }

    @Override
    public void close() {
        connection.close();
    }
}
