/**
 * The rapid rekeying protocol of the paper (Marksteiner, Rainer, Maurhart, section IV) as a model to compare with.
 *
 * <p>An SPI chain with a state of 32 bits, a counted window of inbound SAs, no credit, a reset that breaks before it
 * makes. What the paper leaves open is filled in to its favour; {@code docs/evaluation.md} lists it. Speaks the events
 * and effects of {@code core.port}, so that both protocols live in one world. Start at {@link
 * org.qgate.simulator.paper.PaperLink}.
 */
@NullMarked
package org.qgate.simulator.paper;

import org.jspecify.annotations.NullMarked;
