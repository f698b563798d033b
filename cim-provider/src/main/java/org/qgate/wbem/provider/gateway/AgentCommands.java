package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
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
            throw new CimException(status(e), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CimException(
                    CimStatus.FAILED, "the agent does not answer, so nothing may have changed: " + e.getMessage(), e);
        } finally {
            changed.run();
        }
    }

    private static CimStatus status(CommandRefusedException refusal) {
        return switch (refusal.error().code()) {
            case UNKNOWN_LINK -> CimStatus.NOT_FOUND;
            case OUT_OF_RANGE -> CimStatus.INVALID_PARAMETER;
            case NOT_PERMITTED -> CimStatus.ACCESS_DENIED;
            case UNSUPPORTED_VERSION -> CimStatus.NOT_SUPPORTED;
            case MALFORMED, NOT_NOW, BUSY, FAILED -> CimStatus.FAILED;
        };
    }
}
