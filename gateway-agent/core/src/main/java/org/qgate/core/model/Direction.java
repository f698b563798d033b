package org.qgate.core.model;

/** A direction of a link; its {@linkplain #code() code} stands in messages and in every key derivation. */
public enum Direction {
    /** From the gateway with the lower id to the other. */
    LOW_TO_HIGH,
    /** From the gateway with the higher id to the other. */
    HIGH_TO_LOW;

    /** The number on the wire, 0 or 1. */
    public int code() {
        return this == LOW_TO_HIGH ? 0 : 1;
    }

    /** The end that sends in this direction and is its master. */
    public Role sender() {
        return this == LOW_TO_HIGH ? Role.LOW : Role.HIGH;
    }
}
