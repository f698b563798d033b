package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code IPSEC_POLICY_*} of {@code linux/ipsec.h}: what a policy does. */
public enum IpsecAction {
    /** Drops. */
    DISCARD(0),
    /** Lets pass in clear. */
    NONE(1),
    /** Sends through SAs. */
    IPSEC(2),
    /** As the system's policy says; of sockets only. */
    ENTRUST(3),
    /** Lets pass in clear; of sockets only. */
    BYPASS(4);

    private final int number;

    IpsecAction(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The action of a number, empty when there is none. */
    public static Optional<IpsecAction> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
