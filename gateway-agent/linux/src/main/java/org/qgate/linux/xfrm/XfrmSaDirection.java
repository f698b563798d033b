package org.qgate.linux.xfrm;

/** {@code XFRM_SA_DIR_*}: which way an SA works. Kernels before 6.10 do not know it; new ones use it for checks. */
public enum XfrmSaDirection {
    /** Decrypts. */
    IN(1),
    /** Encrypts. */
    OUT(2);

    private final int number;

    XfrmSaDirection(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }
}
