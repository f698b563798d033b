package org.qgate.linux.rtnetlink;

/**
 * A network interface.
 *
 * @param index its number in this namespace
 * @param name its name
 * @param flags {@code IFF_*}
 * @param mtu bytes
 * @param kind of a virtual one, such as {@code veth} or {@code dummy}; empty for others
 */
public record Link(int index, String name, int flags, int mtu, String kind) {

    /** Longest name ({@code IFNAMSIZ} without its NUL). */
    public static final int NAME_LENGTH_MAX = 15;

    /** Whether it is switched on. */
    public boolean isUp() {
        return (flags & Ifinfomsg.IFF_UP) != 0;
    }
}
