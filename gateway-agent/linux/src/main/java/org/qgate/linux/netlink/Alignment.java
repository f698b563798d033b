package org.qgate.linux.netlink;

/** {@code NLMSG_ALIGNTO} and {@code NLA_ALIGNTO}, both 4. */
final class Alignment {

    private static final int TO = 4;

    private Alignment() {}

    static int up(int length) {
        return (length + TO - 1) & -TO;
    }
}
