/**
 * Secrets in locked memory, as the core wants them, and secrets read from files.
 *
 * <p>The only package of the agent that touches {@code linux.memory}. Start at {@link org.qgate.agent.secret.LockedKeyMemory}.
 */
@NullMarked
package org.qgate.agent.secret;

import org.jspecify.annotations.NullMarked;
