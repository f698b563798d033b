/**
 * IPsec in the Linux kernel: security associations and policies over {@code NETLINK_XFRM}.
 *
 * <p>One type for each structure of {@code linux/xfrm.h}, with the C structure quoted; numbers that the header calls
 * {@code __be32} are plain ints here and turned on the wire. Layouts are those of 64-bit machines. Keys go from
 * {@link org.qgate.linux.memory.LockedBytes} straight into the send buffer, and those that the kernel returns are
 * skipped, never decoded. May use {@code netlink}, {@code inet}, {@code memory}, {@code libc}. Start with
 * {@link org.qgate.linux.xfrm.XfrmSocket}.
 */
@NullMarked
package org.qgate.linux.xfrm;

import org.jspecify.annotations.NullMarked;
