package org.qgate.linux.rtnetlink;

import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/**
 * A route. Of one with several next hops only what is common is read.
 *
 * @param destination where it leads, without bits behind the prefix
 * @param type what it does
 * @param nextHop where it sends; {@link NextHop#NONE} for those that send nothing
 * @param metric unsigned; the lowest wins, 0 lets the kernel choose
 * @param table the routing table, {@link #TABLE_MAIN} for the usual one
 * @param protocol who made it, {@code RTPROT_*}; our own mark lets us find our routes again
 */
public record Route(IpPrefix destination, RouteType type, NextHop nextHop, int metric, int table, int protocol) {

    /** {@code RT_TABLE_MAIN}. */
    public static final int TABLE_MAIN = 254;

    /** {@code RTPROT_STATIC}: made by an administrator. */
    public static final int PROTOCOL_STATIC = 4;

    /** Checks that the destination has no stray bits, which the kernel refuses. */
    public Route {
        if (!destination.masked().equals(destination)) {
            throw new IllegalArgumentException("the destination " + destination + " has bits behind its prefix");
        }
    }

    /**
     * Where a route sends.
     *
     * @param gateway next router, or {@link IpAddress#UNSPECIFIED}
     * @param interfaceIndex outgoing interface, or 0
     * @param preferredSource source address for what starts here, or {@link IpAddress#UNSPECIFIED}
     */
    public record NextHop(IpAddress gateway, int interfaceIndex, IpAddress preferredSource) {

        /** Nowhere. */
        public static final NextHop NONE = new NextHop(IpAddress.UNSPECIFIED, 0, IpAddress.UNSPECIFIED);

        /** By a router. */
        public static NextHop via(IpAddress gateway) {
            return new NextHop(gateway, 0, IpAddress.UNSPECIFIED);
        }

        /** Straight out of an interface. */
        public static NextHop dev(int interfaceIndex) {
            return new NextHop(IpAddress.UNSPECIFIED, interfaceIndex, IpAddress.UNSPECIFIED);
        }
    }

    /** A static route in the main table. */
    public static Route unicast(IpPrefix destination, NextHop nextHop, int metric) {
        return new Route(destination, RouteType.UNICAST, nextHop, metric, TABLE_MAIN, PROTOCOL_STATIC);
    }

    /** A static route in the main table that refuses packets, to stand behind another of lower metric. */
    public static Route prohibit(IpPrefix destination, int metric) {
        return new Route(destination, RouteType.PROHIBIT, NextHop.NONE, metric, TABLE_MAIN, PROTOCOL_STATIC);
    }

    /** The same in another table. */
    public Route inTable(int other) {
        return new Route(destination, type, nextHop, metric, other, protocol);
    }

    /** The same with another maker. */
    public Route withProtocol(int other) {
        return new Route(destination, type, nextHop, metric, table, other);
    }
}
