package org.qgate.linux.memory;

/** The arena's capacity, a fixed bound, is used up: too many secrets live at once. */
public final class SecretArenaFullException extends RuntimeException {

    SecretArenaFullException(String message) {
        super(message);
    }
}
