package org.qgate.linux.netlink;

/** Netlink protocols with their numbers from {@code linux/netlink.h}. */
public enum NetlinkFamily {
    /** {@code NETLINK_ROUTE}: links, addresses, routes. */
    ROUTE(0),
    /** {@code NETLINK_XFRM}: IPsec. */
    XFRM(6);

    private final int protocol;

    NetlinkFamily(int protocol) {
        this.protocol = protocol;
    }

    /** The third argument of {@code socket(2)}. */
    public int protocol() {
        return protocol;
    }
}
