/**
 * TUN devices: network interfaces whose packets a program reads and writes, with segmentation offload, so that one system
 * call moves up to 64 KiB of a TCP stream.
 *
 * <p>May use {@code libc} and {@code packet}. Start with {@link org.qgate.linux.tun.TunDevice}.
 */
@NullMarked
package org.qgate.linux.tun;

import org.jspecify.annotations.NullMarked;
