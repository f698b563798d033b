package org.qgate.linux.rtnetlink;

import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkFamily;
import org.qgate.linux.netlink.NetlinkMessage;
import org.qgate.linux.netlink.NetlinkSubscription;

/**
 * Hears that interfaces or their addresses come, go or change, by whomever. Not what has changed: who wants to know asks, so that a lost
 * event does no harm. Read by one thread, closed by any.
 */
public final class RouteEvents implements AutoCloseable {
    /** {@code RTNLGRP_LINK}, {@code RTNLGRP_IPV4_IFADDR}, {@code RTNLGRP_IPV6_IFADDR} of {@code linux/rtnetlink.h}. */
    private static final int[] GROUPS = {1, 5, 9};

    private final NetlinkSubscription subscription;

    private RouteEvents(NetlinkSubscription subscription) {
        this.subscription = subscription;
    }

    /** Listens in the calling thread's network namespace. Changes of routes are not told: a router may have thousands a second. */
    public static RouteEvents ofInterfacesAndAddresses() throws LinuxException {
        return new RouteEvents(NetlinkSubscription.open(NetlinkFamily.ROUTE, GROUPS));
    }

    /**
     * Waits for a change.
     *
     * @param changed called for each
     * @return false when this was closed, possibly while it waited
     */
    public boolean next(Runnable changed) throws LinuxException {
        return subscription.receive(listener(changed));
    }

    /**
     * Takes the changes that have come already, without waiting.
     *
     * @return false when this was closed
     */
    public boolean nextWaiting(Runnable changed) throws LinuxException {
        return subscription.receiveWaiting(listener(changed));
    }

    private static NetlinkSubscription.Listener listener(Runnable changed) {
        return new NetlinkSubscription.Listener() {
            @Override
            public void onMessage(NetlinkMessage message) {
                changed.run();
            }

            @Override
            public void onLoss(String why) {
                changed.run();
            }
        };
    }

    /** Ends it and wakes the reader. */
    @Override
    public void close() {
        subscription.close();
    }
}
