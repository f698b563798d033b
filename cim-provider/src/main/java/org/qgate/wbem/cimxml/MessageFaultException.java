package org.qgate.wbem.cimxml;

/** A message is refused as a whole; says what is wrong and where. */
public final class MessageFaultException extends Exception {
    private static final long serialVersionUID = 1;

    private final MessageFault fault;

    public MessageFaultException(MessageFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public MessageFaultException(MessageFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** The kind. */
    public MessageFault fault() {
        return fault;
    }
}
