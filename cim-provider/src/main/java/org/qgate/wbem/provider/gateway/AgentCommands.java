package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;

/** Sends commands that change something, and says in CIM's terms why one failed. */
final class AgentCommands {
    private final AgentPort agent;
    private final Runnable changed;

    /**
     * @param changed called after each command that may have changed something
     */
    AgentCommands(AgentPort agent, Runnable changed) {
        this.agent = agent;
        this.changed = changed;
    }

    void change(ControlCommand command) throws CimException {
        try {
            agent.execute(command);
        } catch (CommandRefusedException e) {
            throw exception(e);
        } catch (IOException e) {
            throw new CimException(
                    CimStatus.FAILED, "the agent does not answer, so nothing may have changed: " + e.getMessage(), e);
        } finally {
            changed.run();
        }
    }

    /** Sends a command whose reply says what became of it. */
    <T extends ControlReply> T ask(ControlCommand command, Class<T> wanted)
            throws IOException, CommandRefusedException {
        try {
            ControlReply reply = agent.execute(command);
            if (!wanted.isInstance(reply)) {
                throw new IOException("the agent answered with a "
                        + reply.getClass().getSimpleName() + " where a " + wanted.getSimpleName() + " was due");
            }
            return wanted.cast(reply);
        } finally {
            if (command.changes()) {
                changed.run();
            }
        }
    }

    static CimException exception(CommandRefusedException refusal) {
        return new CimException(status(refusal), String.valueOf(refusal.getMessage()), refusal);
    }

    private static CimStatus status(CommandRefusedException refusal) {
        return switch (refusal.error().code()) {
            case UNKNOWN_LINK -> CimStatus.NOT_FOUND;
            case OUT_OF_RANGE, INVALID_CONFIGURATION -> CimStatus.INVALID_PARAMETER;
            case NOT_PERMITTED -> CimStatus.ACCESS_DENIED;
            case UNSUPPORTED_VERSION, NOT_SUPPORTED -> CimStatus.NOT_SUPPORTED;
            case MALFORMED,
                    NOT_NOW,
                    BUSY,
                    FAILED,
                    STALE_GENERATION,
                    LOCKED,
                    BAD_TOKEN,
                    WRONG_STEP,
                    NOT_PROVEN,
                    TRANSACTION_ENDED,
                    PEER_UNREACHABLE -> CimStatus.FAILED;
        };
    }
}
