package org.qgate.linux.xfrm;

/** {@code XFRM_MODE_*}. */
public enum XfrmMode {
    /** Between the two ends themselves. */
    TRANSPORT(0),
    /** Whole packets inside. */
    TUNNEL(1);

    private final int number;

    XfrmMode(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }
}
