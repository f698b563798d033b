package org.qgate.control;

/** The agent answered with an error. */
public final class CommandRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ControlError error;

    CommandRefusedException(ControlError error) {
        super(error.message());
        this.error = error;
    }

    /** What the agent said. */
    public ControlError error() {
        return error;
    }
}
