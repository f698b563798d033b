/**
 * Between links and the ports that carry their messages: which link a message is for, and by which port it leaves. One port for each local
 * address, number and transport is shared by its links.
 *
 * <p>Start at {@link org.qgate.agent.transport.MessagePort}.
 */
@NullMarked
package org.qgate.agent.transport;

import org.jspecify.annotations.NullMarked;
