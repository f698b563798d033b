/**
 * IP addresses and prefixes as values. Unlike the JDK's they never ask the DNS, compare by value and hold no arrays.
 *
 * <p>Uses the JDK only. Start with {@link org.qgate.linux.inet.IpAddress}.
 */
@NullMarked
package org.qgate.linux.inet;

import org.jspecify.annotations.NullMarked;
