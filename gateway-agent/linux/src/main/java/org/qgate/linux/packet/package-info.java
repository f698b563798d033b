/**
 * Sockets that carry whole packets in batches: raw IP in and out, and ESP in UDP. One system call moves up to a batch of
 * packets, and nothing is allocated for any of them.
 *
 * <p>May use {@code libc} and {@code inet}. Start with {@link org.qgate.linux.packet.PacketSocket}.
 */
@NullMarked
package org.qgate.linux.packet;

import org.jspecify.annotations.NullMarked;
