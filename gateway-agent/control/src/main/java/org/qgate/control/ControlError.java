package org.qgate.control;

import java.util.Objects;

/**
 * A refusal.
 *
 * @param code machine-readable reason
 * @param message one sentence that says what was refused, where, and what to do
 */
public record ControlError(ErrorCode code, String message) {
    public ControlError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
