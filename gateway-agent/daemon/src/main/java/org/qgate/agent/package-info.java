/**
 * The agent: a daemon on each gateway that runs the rekeying protocol for its links and programs the kernel.
 *
 * <p>{@link org.qgate.agent.AgentMain} is the program, {@link org.qgate.agent.Wiring} the only place where adapters are made, and
 * {@link org.qgate.agent.loop.EventLoop} the only thread that touches the protocol core. From a deadline to a changed key: the loop
 * wakes, the core's {@code Link} decides, {@link org.qgate.agent.xfrm.XfrmSaProgrammer} tells the kernel.
 */
@NullMarked
package org.qgate.agent;

import org.jspecify.annotations.NullMarked;
