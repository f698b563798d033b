/**
 * Links, addresses and routes of a network namespace over {@code NETLINK_ROUTE} ({@code linux/rtnetlink.h}).
 *
 * <p>May use {@code netlink}, {@code inet} and {@code libc}. Start with {@link org.qgate.linux.rtnetlink.RouteSocket}.
 */
@NullMarked
package org.qgate.linux.rtnetlink;

import org.jspecify.annotations.NullMarked;
