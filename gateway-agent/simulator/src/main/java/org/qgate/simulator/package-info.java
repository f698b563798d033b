/**
 * Two gateways around the protocol core in one deterministic world: a seed decides everything that happens.
 *
 * <p>{@link org.qgate.simulator.Simulation} builds the world of a seed and runs it; {@code Invariant} lists what must
 * hold after every event; {@code Adversity} and {@code Forger} do the harm; {@code Healing} checks that the link comes
 * back alone; {@code Mutants} plants bugs to show that the invariants can fail. Uses the core, picocli and Jackson; reads
 * no clock and draws no entropy outside the commands. Start at {@link org.qgate.simulator.Simulation}.
 */
@NullMarked
package org.qgate.simulator;

import org.jspecify.annotations.NullMarked;
