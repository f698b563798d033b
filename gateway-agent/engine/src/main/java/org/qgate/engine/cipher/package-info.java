/**
 * The cipher unit: a bounded key store of SAs per direction that manages lifetimes by itself, and ESP in tunnel mode with
 * each SA's transform, replay window and counters.
 *
 * <p>May use {@code packet} and {@code org.qgate.linux}. Start with {@link org.qgate.engine.cipher.KeyStore}; a packet's
 * way is {@link org.qgate.engine.cipher.OutboundSa#encapsulate} and
 * {@link org.qgate.engine.cipher.InboundSa#decapsulate}.
 */
@NullMarked
package org.qgate.engine.cipher;

import org.jspecify.annotations.NullMarked;
