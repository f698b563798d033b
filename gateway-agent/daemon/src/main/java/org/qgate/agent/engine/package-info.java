/**
 * The embedded engine as a data plane: the agent starts it or finds it, keys it over PF_KEY, and starts it again when it dies.
 *
 * <p>Traffic reaches the engine by rules of the routing policy, and behind its interface stand routes that prohibit: without an
 * engine nothing passes. What is to be installed while there is none waits; no key that an engine may have held is given to another
 * one. Uses {@code pfkey} and {@code linux.rtnetlink}. Start at {@link org.qgate.agent.engine.EngineDataPlane}.
 */
@NullMarked
package org.qgate.agent.engine;

import org.jspecify.annotations.NullMarked;
