package org.qgate.linux.xfrm;

/** {@code XFRM_POLICY_IN/OUT/FWD}: the packets that a policy sees. */
public enum XfrmDirection {
    /** To this machine. */
    IN(0),
    /** From this machine, forwarded ones included. */
    OUT(1),
    /** Through this machine, on their way in. */
    FWD(2);

    private final int number;

    XfrmDirection(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }
}
