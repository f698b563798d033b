/**
 * From what an operator wants of a link to a plan for its two ends: {@link org.qgate.fleet.plan.LinkDefinition} has both ends in one,
 * {@link org.qgate.fleet.plan.Planner} compares it with what runs. Nothing here changes a gateway.
 */
@NullMarked
package org.qgate.fleet.plan;

import org.jspecify.annotations.NullMarked;
