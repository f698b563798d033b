/**
 * The port behind which packets are protected: the kernel's XFRM, a kernel's PF_KEY, or the engine.
 *
 * <p>The loop programs and asks through {@link org.qgate.agent.dataplane.DataPlane} and does not know which one it is; packages of the
 * data planes implement it. Uses the core's effects and events, and the configuration. Start at {@link
 * org.qgate.agent.dataplane.SaProgrammer}.
 */
@NullMarked
package org.qgate.agent.dataplane;

import org.jspecify.annotations.NullMarked;
