/**
 * Where key bits come from: adapters behind the core's draw and fetch effects.
 *
 * <p>Uses {@code core.secret} for key memory. Start at {@link org.qgate.agent.keysource.SimulatedKeySource}.
 */
@NullMarked
package org.qgate.agent.keysource;

import org.jspecify.annotations.NullMarked;
