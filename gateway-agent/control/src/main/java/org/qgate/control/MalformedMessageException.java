package org.qgate.control;

import java.io.IOException;

/** A line is not a message of this contract. The message says where and what was expected. */
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final long id;

    MalformedMessageException(ErrorCode code, long id, String message) {
        super(message);
        this.code = code;
        this.id = id;
    }

    /** {@link ErrorCode#MALFORMED} or {@link ErrorCode#UNSUPPORTED_VERSION}. */
    public ErrorCode code() {
        return code;
    }

    /** Id of the request as far as it could be read, else 0. */
    public long id() {
        return id;
    }
}
