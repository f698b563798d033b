package org.qgate.control;

import java.io.IOException;

/** No agent answers: no socket, no permission, no answer in time, or the connection broke. The message says which. */
public final class AgentUnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    AgentUnreachableException(String message) {
        super(message);
    }

    AgentUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
