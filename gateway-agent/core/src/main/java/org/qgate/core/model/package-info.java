/**
 * The vocabulary of the protocol: gateways, links, directions, channels, key blocks, SA names, suites and limits.
 *
 * <p>Immutable values without behaviour beyond validation. Uses nothing but the JDK. Start at {@link
 * org.qgate.core.model.SaName}: every rule of {@code docs/protocol.md} is stated in terms of it.
 */
@NullMarked
package org.qgate.core.model;

import org.jspecify.annotations.NullMarked;
