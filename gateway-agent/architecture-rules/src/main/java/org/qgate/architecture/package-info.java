/**
 * The architecture rules that every module of the product obeys, as ArchUnit rules.
 *
 * <p>Used in test scope only. Each module has one {@code ArchitectureTest} that names its base package and takes in
 * {@link org.qgate.architecture.CommonRules} and {@link org.qgate.architecture.TestRules}. By its role it adds
 * {@link org.qgate.architecture.SansIoRules} (protocol core), {@link org.qgate.architecture.DeterministicRules} (core
 * and simulator) or {@link org.qgate.architecture.WiringRules} (agent). Start with
 * {@link org.qgate.architecture.CommonRules}.
 */
@NullMarked
package org.qgate.architecture;

import org.jspecify.annotations.NullMarked;
