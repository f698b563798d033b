package org.qgate.linux.rtnetlink;

/** {@code RTN_*}: what a route does with a packet. */
public enum RouteType {
    /** Any other; can be read, not written. */
    OTHER(0),
    /** Sends it on. */
    UNICAST(1),
    /** Takes it in. */
    LOCAL(2),
    /** Broadcasts it. */
    BROADCAST(3),
    /** An anycast address of this machine. */
    ANYCAST(4),
    /** A multicast group. */
    MULTICAST(5),
    /** Drops it silently. */
    BLACKHOLE(6),
    /** Drops it and says that the host is unreachable. */
    UNREACHABLE(7),
    /** Drops it and says that it is forbidden. */
    PROHIBIT(8);

    private final int number;

    RouteType(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }

    static RouteType of(int number) {
        for (RouteType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }
}
