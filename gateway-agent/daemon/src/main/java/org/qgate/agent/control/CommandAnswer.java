package org.qgate.agent.control;

import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;

/** How a command is answered, once, from any thread. */
public interface CommandAnswer {
    /** The command was carried out. */
    void reply(ControlReply reply);

    /** The command was refused or failed. */
    void refuse(ErrorCode code, String message);
}
