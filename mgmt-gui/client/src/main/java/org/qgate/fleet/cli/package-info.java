/**
 * The commands of {@code qgate-fleet} and what they print. Start with {@link org.qgate.fleet.cli.FleetCommand}.
 */
@NullMarked
package org.qgate.fleet.cli;

import org.jspecify.annotations.NullMarked;
