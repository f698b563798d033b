/**
 * The agent's end of the control socket: who may connect, what each may ask, bounded queues in both directions.
 *
 * <p>One thread serves all clients; commands go to a {@link org.qgate.agent.control.CommandSink} and are answered from any thread.
 * Uses {@code org.qgate.control} for the messages. Start at {@link org.qgate.agent.control.ControlServer}.
 */
@NullMarked
package org.qgate.agent.control;

import org.jspecify.annotations.NullMarked;
