package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code sadb_msg_satype}: which protocol an SA serves. Those of routing protocols are left out: no IPsec uses them. */
public enum SadbSatype {
    /** All, or not about SAs. */
    UNSPEC(0, 0),
    /** Authentication header (RFC 4302). */
    AH(2, 51),
    /** Encapsulating security payload (RFC 4303). */
    ESP(3, 50),
    /** Compression (RFC 3173). */
    X_IPCOMP(9, 108);

    private final int number;
    private final int protocol;

    SadbSatype(int number, int protocol) {
        this.number = number;
        this.protocol = protocol;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The IP protocol number, 0 for {@link #UNSPEC}. */
    public int protocol() {
        return protocol;
    }

    /** The type of a number, empty when there is none. */
    public static Optional<SadbSatype> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }
}
