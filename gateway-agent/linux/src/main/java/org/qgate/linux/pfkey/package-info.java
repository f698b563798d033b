/**
 * PF_KEY version 2 (RFC 2367, {@code linux/pfkeyv2.h} with its SPD and NAT-T extensions) for both sides of the
 * conversation: with a kernel, or with a program that takes its place.
 *
 * <p>Structures keep their C names. A key goes from locked memory into the message and out of it into locked memory; no
 * parsed message holds one. May use {@code libc}, {@code memory} and {@code inet}. Start with {@link
 * org.qgate.linux.pfkey.PfKeyParser} and {@link org.qgate.linux.pfkey.PfKeyWriter}.
 */
@NullMarked
package org.qgate.linux.pfkey;

import org.jspecify.annotations.NullMarked;
