package org.qgate.core.wire;

import java.util.Arrays;
import java.util.Optional;

/** Why indexes failed at the receiver, as a FAIL tells the sender. */
public enum FailReason {
    /** The kernel or engine refused the SA. */
    SA_REFUSED(1, "its kernel refused the SA"),
    /** Another SA has the SPI. */
    SPI_TAKEN(2, "the SPI is taken"),
    /** The key source did not deliver the bits in time. */
    NOT_DELIVERED(3, "its key source did not deliver the bits"),
    /** The two ends hold different bits. */
    KEYS_DIFFER(4, "the two ends hold different bits"),
    /** The blocks were leased before, or are not the sender's. */
    BLOCK_REFUSED(5, "it saw the blocks leased before"),
    /** Packets under the key do not decipher. */
    NOT_DECIPHERED(6, "packets do not decipher"),
    /** The SA reached a lifetime, or somebody deleted it. */
    SA_LOST(7, "the SA is gone");

    private final int code;
    private final String text;

    FailReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** A clause for operators. */
    public String text() {
        return text;
    }

    /** The reason of a number; later versions may have more. */
    public static Optional<FailReason> of(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }
}
