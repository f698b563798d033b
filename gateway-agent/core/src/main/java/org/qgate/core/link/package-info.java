/**
 * The rapid rekeying protocol of one link: {@link org.qgate.core.link.Link} takes events and gives effects.
 *
 * <p>Who does what:
 *
 * <ul>
 *   <li>{@code Proposer} and {@code Answerer} agree on an epoch (HELLO),
 *   <li>{@code Conversation} holds what lives as long as an epoch: message keys, sequence numbers, both windows,
 *   <li>{@code EpochSender} offers keys and learns the credit; {@code KeyChanger} uses the credit: it installs outbound
 *       SAs and switches at deadlines (this is the code that changes a key),
 *   <li>{@code EpochReceiver} takes offers, installs inbound SAs, gives credit and retires by time,
 *   <li>{@code ControlKeyChange} changes the message keys,
 *   <li>{@code ProtocolRules} holds the single decisions, so that the simulator can plant a bug in each.
 * </ul>
 *
 * <p>Single-threaded, no clock, no I/O. May use all other packages of the core.
 */
@NullMarked
package org.qgate.core.link;

import org.jspecify.annotations.NullMarked;
