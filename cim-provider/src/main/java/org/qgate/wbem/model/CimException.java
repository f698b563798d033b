package org.qgate.wbem.model;

import java.util.List;

/** An operation could not be carried out; the message says what, where and what to do. */
public final class CimException extends Exception {
    private static final long serialVersionUID = 1;

    private final CimStatus status;
    private final transient List<CimInstance> errors;

    public CimException(CimStatus status, String message) {
        this(status, message, List.of());
    }

    /** With instances of {@code CIM_Error} that say more. */
    public CimException(CimStatus status, String message, List<CimInstance> errors) {
        super(message);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    public CimException(CimStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errors = List.of();
    }

    /** The code that the client is told. */
    public CimStatus status() {
        return status;
    }

    /** Instances of {@code CIM_Error}, usually none. */
    public List<CimInstance> errors() {
        return errors;
    }
}
