/**
 * The contract of the agent's control socket: commands, replies and events as records, their JSON lines, and a blocking client.
 *
 * <p>One UTF-8 JSON object a line in each direction over a Unix stream socket. A request names a command and carries an id; its
 * answer repeats the id. A watch keeps its id for each event that follows. No message of this contract has a field that could hold
 * a key or key material.
 *
 * <p>Uses Jackson and the JDK, nothing of the product. Start at {@link org.qgate.control.ControlCommand}, then
 * {@link org.qgate.control.ServerMessage} and {@link org.qgate.control.ControlClient}.
 */
@NullMarked
package org.qgate.control;

import org.jspecify.annotations.NullMarked;
