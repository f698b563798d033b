package org.qgate.fleet.gateway;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway of many answered, or why it did not.
 *
 * @param gateway name
 * @param answer null if it gave none
 * @param failure null if it gave an answer
 */
public record FleetReading<T>(
        String gateway, @Nullable T answer, @Nullable GatewayException failure) {
    /** The answer. */
    public Optional<T> value() {
        return Optional.ofNullable(answer);
    }

    /** Why there is none; empty if there is one. */
    public String reason() {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }
}
