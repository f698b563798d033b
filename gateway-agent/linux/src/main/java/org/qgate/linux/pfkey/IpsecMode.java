package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code IPSEC_MODE_*} of {@code linux/ipsec.h}. */
public enum IpsecMode {
    /** Not said. */
    ANY(0),
    /** Protects what is in the packet. */
    TRANSPORT(1),
    /** Protects the packet as a whole. */
    TUNNEL(2),
    /** Bound end-to-end tunnel. */
    BEET(3);

    private final int number;

    IpsecMode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The mode of a number, empty when there is none. */
    public static Optional<IpsecMode> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
