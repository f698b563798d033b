/**
 * PF_KEY version 2 (RFC 2367, {@code linux/pfkeyv2.h} with its SPD and NAT-T extensions): codecs for both sides of the
 * conversation, and sockets to talk to a kernel (AF_KEY) or to a program that takes its place (Unix socket).
 *
 * <p>Structures keep their C names. A key goes from locked memory into the message and out of it into locked memory; no
 * parsed message holds one. May use {@code libc}, {@code memory} and {@code inet}. A client starts with {@link
 * org.qgate.linux.pfkey.PfKeySocket} and {@link org.qgate.linux.pfkey.PfKeySubscription}, a server with {@link
 * org.qgate.linux.pfkey.PfKeyListener}, {@link org.qgate.linux.pfkey.PfKeyParser} and {@link
 * org.qgate.linux.pfkey.PfKeyWriter}.
 */
@NullMarked
package org.qgate.linux.pfkey;

import org.jspecify.annotations.NullMarked;
