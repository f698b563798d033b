/**
 * The border of the core: events go in, effects come out; nothing else crosses it.
 *
 * <p>A program (the agent, the simulator) feeds {@link org.qgate.core.port.LinkEvent}s with the current time to a
 * {@code Link} and carries out the {@link org.qgate.core.port.LinkEffect}s in the order in which they come. Results come
 * back as events. May use {@code model} and {@code secret}.
 */
@NullMarked
package org.qgate.core.port;

import org.jspecify.annotations.NullMarked;
