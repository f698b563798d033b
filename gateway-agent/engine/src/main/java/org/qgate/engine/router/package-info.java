/**
 * The router: what fits through a tunnel, fragments of what does not, and the ICMP errors that tell senders so.
 *
 * <p>On a TUN device the kernel does the rest of routing: hop limits, next hops and neighbours. On a TAP device
 * {@link org.qgate.engine.router.EthernetRouter} does it. May use {@code packet} and {@code org.qgate.linux}. Start with
 * {@link org.qgate.engine.router.IcmpErrors}.
 */
@NullMarked
package org.qgate.engine.router;

import org.jspecify.annotations.NullMarked;
