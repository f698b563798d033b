package org.qgate.linux.rtnetlink;

import java.util.List;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkBatch;
import org.qgate.linux.netlink.NetlinkFlags;
import org.qgate.linux.netlink.NetlinkResult;

/** Changes of links, addresses and routes that go to the kernel together, in order. One failing does not stop the others. */
public final class RouteBatch {

    private static final int CREATE_NEW = NetlinkFlags.CREATE | NetlinkFlags.EXCL;
    private static final int CREATE_OR_REPLACE = NetlinkFlags.CREATE | NetlinkFlags.REPLACE;

    private final NetlinkBatch batch;

    RouteBatch(NetlinkBatch batch) {
        this.batch = batch;
    }

    /** Switches a link on or off. */
    public RouteBatch setUp(int interfaceIndex, boolean up) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, 0, out -> LinkMessages.setUp(out, interfaceIndex, up));
        return this;
    }

    /** Sets the largest packet of a link, in bytes. */
    public RouteBatch setMtu(int interfaceIndex, int mtu) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, 0, out -> LinkMessages.setMtu(out, interfaceIndex, mtu));
        return this;
    }

    /** Adds a link that swallows what is sent to it. */
    public RouteBatch addDummy(String name) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, CREATE_NEW, out -> LinkMessages.addDummy(out, name));
        return this;
    }

    /** Adds a pair of links joined to each other. */
    public RouteBatch addVeth(String name, String peer) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, CREATE_NEW, out -> LinkMessages.addVeth(out, name, peer));
        return this;
    }

    /**
     * Adds a link whose packets are for the policies and SAs with this interface id, whatever card they leave by. Not all kernels have
     * it: {@code EOPNOTSUPP}.
     */
    public RouteBatch addXfrm(String name, int interfaceId) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, CREATE_NEW, out -> LinkMessages.addXfrm(out, name, interfaceId));
        return this;
    }

    /** Adds a link whose packets go through the IPsec tunnel between two addresses, for policies with the mark {@code key}. */
    public RouteBatch addVti(String name, int key, IpAddress local, IpAddress remote) {
        batch.add(RtnetlinkNumbers.RTM_NEWLINK, CREATE_NEW, out -> LinkMessages.addVti(out, name, key, local, remote));
        return this;
    }

    /** Deletes a virtual link; {@code ENODEV} when there is none. */
    public RouteBatch deleteLink(int interfaceIndex) {
        batch.add(RtnetlinkNumbers.RTM_DELLINK, 0, out -> LinkMessages.name(out, interfaceIndex));
        return this;
    }

    /** Adds an address; {@code EEXIST} when it is there. */
    public RouteBatch addAddress(InterfaceAddress address) {
        batch.add(RtnetlinkNumbers.RTM_NEWADDR, CREATE_NEW, out -> AddressMessages.install(out, address));
        return this;
    }

    /** Deletes an address; {@code EADDRNOTAVAIL} when there is none. */
    public RouteBatch deleteAddress(InterfaceAddress address) {
        batch.add(RtnetlinkNumbers.RTM_DELADDR, 0, out -> AddressMessages.name(out, address));
        return this;
    }

    /** Adds a route; {@code EEXIST} when one of that destination, metric and table is there. */
    public RouteBatch addRoute(Route route) {
        batch.add(RtnetlinkNumbers.RTM_NEWROUTE, CREATE_NEW, out -> RouteMessages.install(out, route));
        return this;
    }

    /** Puts a route in place of that of the same destination, metric and table, or adds it. */
    public RouteBatch replaceRoute(Route route) {
        batch.add(RtnetlinkNumbers.RTM_NEWROUTE, CREATE_OR_REPLACE, out -> RouteMessages.install(out, route));
        return this;
    }

    /** Deletes a route that agrees in all that is given; {@code ESRCH} when there is none. */
    public RouteBatch deleteRoute(Route route) {
        batch.add(RtnetlinkNumbers.RTM_DELROUTE, 0, out -> RouteMessages.name(out, route));
        return this;
    }

    /** Adds a rule of the routing policy; {@code EEXIST} when it is there. */
    public RouteBatch addRule(RoutingRule rule) {
        batch.add(RtnetlinkNumbers.RTM_NEWRULE, CREATE_NEW, out -> RuleMessages.write(out, rule));
        return this;
    }

    /** Deletes a rule of the routing policy; {@code ENOENT} when there is none. */
    public RouteBatch deleteRule(RoutingRule rule) {
        batch.add(RtnetlinkNumbers.RTM_DELRULE, 0, out -> RuleMessages.write(out, rule));
        return this;
    }

    /**
     * Sends it.
     *
     * @return one result a change, in their order
     * @throws LinuxException when it could not be sent, so nothing was changed
     */
    public List<NetlinkResult> send() throws LinuxException {
        return batch.send();
    }

    /** Forgets it. */
    public void discard() {
        batch.discard();
    }
}
