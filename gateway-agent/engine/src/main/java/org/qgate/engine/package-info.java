/**
 * The embedded IPsec engine: moves packets between a TUN device and ESP in user space, also where the kernel has no ESP.
 *
 * <p>Modelled on the three modules of a hardware offload engine: {@code filter} decides (bypass, protect, discard),
 * {@code cipher} holds the keys and does ESP, {@code router} keeps track of hops, sizes and errors; {@code packet} is
 * what they all know of IP. May use {@code org.qgate.linux}. Start with {@code cipher.KeyStore}.
 */
@NullMarked
package org.qgate.engine;

import org.jspecify.annotations.NullMarked;
