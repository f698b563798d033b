package org.qgate.core.model;

/** What key bits are for; each channel numbers its blocks on its own, so two channels never share a bit. */
public enum Channel {
    /** Keys of ESP SAs. */
    DATA(0),
    /** Keys that authenticate control messages. */
    CONTROL(1),
    /** Keys that authenticate a HELLO and seed an epoch. */
    BOOTSTRAP(2);

    private final int code;

    Channel(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The channel of a number on the wire, or an {@link IllegalArgumentException}. */
    public static Channel of(int code) {
        return switch (code) {
            case 0 -> DATA;
            case 1 -> CONTROL;
            case 2 -> BOOTSTRAP;
            default -> throw new IllegalArgumentException("unknown channel " + code);
        };
    }
}
