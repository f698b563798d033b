/**
 * Changes of links as transactions over two gateways: lock, prepare, block, inbound, outbound, prove, commit, confirm; undone by
 * itself when nobody confirms in time, and decided alike at both ends ({@code docs/protocol.md} section 12.6).
 *
 * <p>No threads, clock or files: time comes as an argument, what is to be remembered goes to a {@link
 * org.qgate.agent.change.ConfigurationStore} before it is acted on, and what is to be done to links goes through {@link
 * org.qgate.agent.change.LinkOperations}. For the loop's thread. Start at {@link org.qgate.agent.change.LinkChanges}, then {@link
 * org.qgate.agent.change.LinkChange}.
 */
@NullMarked
package org.qgate.agent.change;

import org.jspecify.annotations.NullMarked;
