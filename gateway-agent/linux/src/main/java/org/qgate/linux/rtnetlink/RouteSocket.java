package org.qgate.linux.rtnetlink;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.netlink.NetlinkFamily;

/** Changes and reads links, addresses and routes of one network namespace. For one thread. */
public final class RouteSocket implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Takes over the connection and closes it. */
    public RouteSocket(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** Opens it in the calling thread's network namespace. */
    public static RouteSocket open() throws LinuxException {
        return new RouteSocket(NetlinkConnection.open(NetlinkFamily.ROUTE));
    }

    /** Starts a batch; the previous one must have been sent or discarded. */
    public RouteBatch batch() {
        return new RouteBatch(connection.batch());
    }

    /** All links. */
    public List<Link> links() throws LinuxException {
        return connection.dump(RtnetlinkNumbers.RTM_GETLINK, out -> LinkMessages.name(out, 0), LinkMessages::read);
    }

    /** The link of that name. */
    public Optional<Link> link(String name) throws LinuxException {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** All IPv4 and IPv6 addresses. */
    public List<InterfaceAddress> addresses() throws LinuxException {
        return connection
                .dump(
                        RtnetlinkNumbers.RTM_GETADDR,
                        out -> AddressMessages.dump(out, IpFamily.UNSPECIFIED),
                        AddressMessages::read)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** All IPv4 and IPv6 routes of all tables. */
    public List<Route> routes() throws LinuxException {
        return Stream.concat(routes(IpFamily.IPV4).stream(), routes(IpFamily.IPV6).stream())
                .toList();
    }

    private List<Route> routes(IpFamily family) throws LinuxException {
        return connection
                .dump(
                        RtnetlinkNumbers.RTM_GETROUTE,
                        out -> RouteMessages.dump(out, family),
                        message -> RouteMessages.read(message, family))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** All rules of the routing policy with a source or a destination that route by a table or prohibit. */
    public List<RoutingRule> rules() throws LinuxException {
        return Stream.concat(rules(IpFamily.IPV4).stream(), rules(IpFamily.IPV6).stream())
                .toList();
    }

    private List<RoutingRule> rules(IpFamily family) throws LinuxException {
        return connection
                .dump(
                        RtnetlinkNumbers.RTM_GETRULE,
                        out -> RuleMessages.dump(out, family),
                        message -> RuleMessages.read(message, family))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Closes the socket. */
    @Override
    public void close() {
        connection.close();
    }
}
