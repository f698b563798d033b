package org.qgate.linux.rtnetlink;

import java.util.Optional;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.MessageWriter;
import org.qgate.linux.netlink.NetlinkMessage;

/** Messages about routes. */
final class RouteMessages {

    private static final int LOW_BYTE = 0xFF;
    private static final int SCOPE_UNIVERSE = 0;
    private static final int SCOPE_LINK = 253;
    private static final int SCOPE_HOST = 254;
    private static final int SCOPE_NOWHERE = 255;

    private RouteMessages() {}

    static void install(MessageWriter out, Route route) {
        write(out, route, scope(route));
    }

    /** For deletion any scope will do. */
    static void name(MessageWriter out, Route route) {
        write(out, route, SCOPE_NOWHERE);
    }

    private static void write(MessageWriter out, Route route, int scope) {
        if (route.type() == RouteType.OTHER) {
            throw new IllegalArgumentException("a route of an unknown type cannot be written: " + route);
        }
        IpPrefix destination = route.destination();
        new Rtmsg(
                        destination.family().number(),
                        destination.length(),
                        route.table() > LOW_BYTE ? 0 : route.table(),
                        route.protocol(),
                        scope,
                        route.type().number(),
                        0)
                .write(out.buffer());
        if (destination.length() > 0) {
            AddressMessages.write(out, RtnetlinkNumbers.RTA_DST, destination.address());
        }
        out.u32(RtnetlinkNumbers.RTA_TABLE, route.table());
        if (route.metric() != 0) {
            out.u32(RtnetlinkNumbers.RTA_PRIORITY, route.metric());
        }
        writeNextHop(out, route.nextHop());
    }

    private static void writeNextHop(MessageWriter out, Route.NextHop nextHop) {
        if (nextHop.gateway().family() != IpFamily.UNSPECIFIED) {
            AddressMessages.write(out, RtnetlinkNumbers.RTA_GATEWAY, nextHop.gateway());
        }
        if (nextHop.interfaceIndex() != 0) {
            out.u32(RtnetlinkNumbers.RTA_OIF, nextHop.interfaceIndex());
        }
        if (nextHop.preferredSource().family() != IpFamily.UNSPECIFIED) {
            AddressMessages.write(out, RtnetlinkNumbers.RTA_PREFSRC, nextHop.preferredSource());
        }
    }

    /** As iproute2 chooses: own addresses have host scope, what goes straight out of an interface link scope. */
    private static int scope(Route route) {
        if (route.destination().family() != IpFamily.IPV4) {
            return SCOPE_UNIVERSE;
        }
        boolean direct = route.nextHop().gateway().family() == IpFamily.UNSPECIFIED;
        return switch (route.type()) {
            case LOCAL -> SCOPE_HOST;
            case BROADCAST, MULTICAST, ANYCAST -> SCOPE_LINK;
            case UNICAST -> direct ? SCOPE_LINK : SCOPE_UNIVERSE;
            case BLACKHOLE, UNREACHABLE, PROHIBIT, OTHER -> SCOPE_UNIVERSE;
        };
    }

    static void dump(MessageWriter out, IpFamily family) {
        new Rtmsg(family.number(), 0, 0, 0, 0, 0, 0).write(out.buffer());
    }

    /** The route in a message, empty when it is a cache entry or of another family. */
    static Optional<Route> read(NetlinkMessage message, IpFamily family) throws MalformedMessageException {
        Rtmsg head = Rtmsg.read(message.payload());
        if (head.family() != family.number() || (head.flags() & Rtmsg.CLONED) != 0) {
            return Optional.empty();
        }
        AttributeCursor attributes = new AttributeCursor(message.payload().position(Rtmsg.SIZE));
        IpAddress destination = family == IpFamily.IPV4 ? IpAddress.ANY_V4 : IpAddress.ANY_V6;
        Route.NextHop nextHop = Route.NextHop.NONE;
        int metric = 0;
        int table = head.table();
        while (attributes.next()) {
            switch (attributes.type()) {
                case RtnetlinkNumbers.RTA_DST -> destination = AddressMessages.readAddress(attributes, family);
                case RtnetlinkNumbers.RTA_PRIORITY -> metric = attributes.u32();
                case RtnetlinkNumbers.RTA_TABLE -> table = attributes.u32();
                default -> nextHop = readNextHop(attributes, family, nextHop);
            }
        }
        return Optional.of(new Route(
                AddressMessages.prefix(destination, head.destinationLength()).masked(),
                RouteType.of(head.type()),
                nextHop,
                metric,
                table,
                head.protocol()));
    }

    private static Route.NextHop readNextHop(AttributeCursor attributes, IpFamily family, Route.NextHop so)
            throws MalformedMessageException {
        return switch (attributes.type()) {
            case RtnetlinkNumbers.RTA_GATEWAY ->
                new Route.NextHop(
                        AddressMessages.readAddress(attributes, family), so.interfaceIndex(), so.preferredSource());
            case RtnetlinkNumbers.RTA_OIF -> new Route.NextHop(so.gateway(), attributes.u32(), so.preferredSource());
            case RtnetlinkNumbers.RTA_PREFSRC ->
                new Route.NextHop(so.gateway(), so.interfaceIndex(), AddressMessages.readAddress(attributes, family));
            default -> so;
        };
    }
}
