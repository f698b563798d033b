/**
 * A Linux kernel that can do IPsec, wherever there is one: the host's own, or one booted in user space (User-Mode Linux).
 *
 * <p>Both take commands as shell scripts and give exit code, output and lines as they come. Uses the JDK and the programs
 * {@code linux.uml}, {@code taskset}, {@code setsid} and {@code bash}, nothing of the product. Start at {@link
 * org.qgate.lab.kernel.IpsecKernel}, then {@link org.qgate.lab.kernel.KernelChoice}.
 */
@NullMarked
package org.qgate.lab.kernel;

import org.jspecify.annotations.NullMarked;
