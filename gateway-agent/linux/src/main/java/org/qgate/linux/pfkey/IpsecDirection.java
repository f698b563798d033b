package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code IPSEC_DIR_*} of {@code linux/ipsec.h}: which packets a policy is for. */
public enum IpsecDirection {
    /** To this host. */
    INBOUND(1),
    /** From or through this host, on the way out. */
    OUTBOUND(2),
    /** Through this host, on the way in; Linux alone has it. */
    FORWARD(3);

    private final int number;

    IpsecDirection(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The direction of a number, empty when there is none. */
    public static Optional<IpsecDirection> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
