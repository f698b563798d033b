/**
 * The one thread that owns the protocol core: it waits for the next event or deadline, lets the links handle what came, and carries
 * out what they want.
 *
 * <p>Everything else in the agent only puts events into the {@link org.qgate.agent.loop.Inbox}. Start at
 * {@link org.qgate.agent.loop.EventLoop}.
 */
@NullMarked
package org.qgate.agent.loop;

import org.jspecify.annotations.NullMarked;
