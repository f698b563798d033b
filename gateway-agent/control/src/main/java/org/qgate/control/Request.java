package org.qgate.control;

import java.util.Objects;

/**
 * A command under way.
 *
 * @param version of the contract, {@link ControlProtocol#VERSION}
 * @param id chosen by the client, not negative, repeated in each line that answers it
 * @param command what to do
 */
public record Request(int version, long id, ControlCommand command) {
    public Request {
        if (id < 0) {
            throw new IllegalArgumentException("id " + id + " is negative");
        }
        Objects.requireNonNull(command, "command");
    }

    /** A request of this version of the contract. */
    public static Request of(long id, ControlCommand command) {
        return new Request(ControlProtocol.VERSION, id, command);
    }
}
