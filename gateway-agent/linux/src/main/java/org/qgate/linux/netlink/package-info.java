/**
 * Netlink (RFC 3549, {@code linux/netlink.h}): datagrams of numbered messages to the kernel, their acknowledgements,
 * dumps, and events.
 *
 * <p>{@link org.qgate.linux.netlink.NetlinkSocket} is the port; {@link org.qgate.linux.netlink.NetlinkConnection} above
 * it numbers, sends batches, matches answers and drains dumps. Tests put a function in place of the kernel. May use
 * {@code libc} and {@code memory}. Start with {@link org.qgate.linux.netlink.NetlinkConnection}.
 */
@NullMarked
package org.qgate.linux.netlink;

import org.jspecify.annotations.NullMarked;
