package org.qgate.linux.xfrm;

/** {@code XFRM_POLICY_ALLOW/BLOCK}. */
public enum XfrmAction {
    /** Let pass, through the templates where there are any. */
    ALLOW(0),
    /** Drop. */
    BLOCK(1);

    private final int number;

    XfrmAction(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }
}
