package org.qgate.control;

import java.util.Objects;

/**
 * Something that is wrong now.
 *
 * @param code stable machine-readable name, for example {@code key-starvation}
 * @param message one sentence: what, where, what to do
 * @param ageMillis since it was raised
 */
public record AlarmStatus(String code, String message, long ageMillis) {
    public AlarmStatus {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
