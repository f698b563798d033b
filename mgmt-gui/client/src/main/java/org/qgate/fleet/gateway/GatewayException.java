package org.qgate.fleet.gateway;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A gateway did not do what was asked. The message names the gateway and says why, for an operator. */
public final class GatewayException extends Exception {
    private final Refusal refusal;

    /** With what the network or the library says, if it comes from there. */
    public GatewayException(Refusal refusal, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refusal = Objects.requireNonNull(refusal, "refusal");
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
