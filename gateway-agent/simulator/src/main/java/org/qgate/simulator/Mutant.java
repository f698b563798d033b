package org.qgate.simulator;

import java.util.function.Supplier;

/**
 * A known bug.
 *
 * @param name as printed
 * @param summary what is wrong
 * @param mutation makes it for one run
 */
record Mutant(String name, String summary, Supplier<Mutation> mutation) {}
