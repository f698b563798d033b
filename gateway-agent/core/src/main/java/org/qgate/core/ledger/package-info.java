/**
 * Who owns which key bits: the life of every key block, and the marks that survive a restart.
 *
 * <p>Nothing here decides when a key is used; everything here refuses that it is used twice. May use {@code model},
 * {@code port} and {@code secret}. Start at {@link org.qgate.core.ledger.KeyLedger}.
 */
@NullMarked
package org.qgate.core.ledger;

import org.jspecify.annotations.NullMarked;
