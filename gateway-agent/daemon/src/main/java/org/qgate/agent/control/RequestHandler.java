package org.qgate.agent.control;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.MalformedMessageException;
import org.qgate.control.Request;
import org.qgate.control.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of a client: read it, ask whether the client may, pass it on, and queue the answer. */
final class RequestHandler {
    /** Commands of one client that may be under way. */
    private static final int COMMANDS_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final ControlCodec codec;
    private final AccessRules access;
    private final CommandSink commands;
    private final WatchList watches;

    RequestHandler(ControlCodec codec, AccessRules access, CommandSink commands, WatchList watches) {
        this.codec = codec;
        this.access = access;
        this.commands = commands;
        this.watches = watches;
    }

    void handle(ClientSession session, byte[] line, long nowNanos) {
        Request request;
        try {
            request = codec.decodeRequest(line);
        } catch (MalformedMessageException e) {
            session.send(codec.encode(ServerMessage.error(e.id(), e.code(), String.valueOf(e.getMessage()))));
            return;
        }
        ControlCommand command = request.command();
        SessionAnswer answer = new SessionAnswer(session, request.id());
        Optional<String> refusal = access.refusal(session.caller(), command);
        if (refusal.isPresent()) {
            LOG.warn("refused to user {}: {}", session.caller().user(), command);
            answer.send(ServerMessage.error(request.id(), ErrorCode.NOT_PERMITTED, refusal.get()));
        } else if (command instanceof ControlCommand.Watch watch) {
            answer.send(ServerMessage.reply(request.id(), new ControlReply.Watching(watch.intervalMillis())));
            watches.add(session, request.id(), watch.intervalMillis(), nowNanos);
        } else {
            submit(session, command, answer);
        }
    }

    private void submit(ClientSession session, ControlCommand command, SessionAnswer answer) {
        if (command.changes()) {
            LOG.info("user {}: {}", session.caller().user(), command);
        }
        if (!session.begin(COMMANDS_MAX)) {
            answer.send(ServerMessage.error(
                    answer.id,
                    ErrorCode.BUSY,
                    COMMANDS_MAX + " commands of this connection are under way; wait for their answers"));
            return;
        }
        if (!commands.offer(new PendingCommand(command, session.caller().user(), answer))) {
            answer.refuse(ErrorCode.BUSY, "the agent has too many commands waiting; try again");
        }
    }

    /** Answers one request of a session, once. */
    private final class SessionAnswer implements CommandAnswer {
        private final ClientSession session;
        private final long id;
        private final AtomicBoolean answered = new AtomicBoolean();

        SessionAnswer(ClientSession session, long id) {
            this.session = session;
            this.id = id;
        }

        @Override
        public void reply(ControlReply reply) {
            finish(ServerMessage.reply(id, reply));
        }

        @Override
        public void refuse(ErrorCode code, String message) {
            finish(ServerMessage.error(id, code, message));
        }

        private void finish(ServerMessage message) {
            if (!answered.compareAndSet(false, true)) {
                throw new IllegalStateException("request " + id + " is answered twice");
            }
            session.finish();
            send(message);
        }

        private void send(ServerMessage message) {
            if (!session.send(codec.encode(message))) {
                LOG.warn(
                        "an answer to user {} was dropped: the client does not read",
                        session.caller().user());
            }
        }
    }
}
