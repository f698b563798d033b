package org.qgate.agent.change;

import org.qgate.control.ErrorCode;

/** A step cannot be taken; the message says why and what to do. */
public final class ChangeRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    /** A refusal with its reason. */
    public ChangeRefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The reason for programs. */
    public ErrorCode code() {
        return code;
    }
}
