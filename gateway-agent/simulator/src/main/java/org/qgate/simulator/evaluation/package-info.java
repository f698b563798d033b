/**
 * The arithmetic of repeating the paper's simulation: the grid of its Table III, means with confidence intervals, tables
 * and figures.
 *
 * <p>Knows no protocol and no world; {@code EvaluateCommand} brings them together. Start at {@link
 * org.qgate.simulator.evaluation.Grid}.
 */
@NullMarked
package org.qgate.simulator.evaluation;

import org.jspecify.annotations.NullMarked;
