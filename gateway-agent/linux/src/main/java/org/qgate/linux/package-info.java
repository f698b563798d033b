/**
 * What the gateway needs of Linux beyond the JDK: system calls, secret memory, OpenSSL's ciphers, and the netlink
 * protocols that program IPsec and the network.
 *
 * <p>May use jnr-ffi, jnr-constants and slf4j, and nothing else of this product. Start with {@code xfrm.XfrmSocket} for
 * security associations and policies, {@code rtnetlink.RouteSocket} for links, addresses and routes, and
 * {@code memory.SecretArena} for keys.
 */
@NullMarked
package org.qgate.linux;

import org.jspecify.annotations.NullMarked;
