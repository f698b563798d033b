/**
 * The C library as far as this product needs it, called through jnr-ffi.
 *
 * <p>{@link org.qgate.linux.libc.Libc} is the only class that calls native code; it reports errors as negative errno
 * numbers, which callers turn into a {@link org.qgate.linux.libc.LinuxException} that says what was tried, where, and
 * what to do. May use jnr only. Start with {@link org.qgate.linux.libc.Libc}.
 */
@NullMarked
package org.qgate.linux.libc;

import org.jspecify.annotations.NullMarked;
