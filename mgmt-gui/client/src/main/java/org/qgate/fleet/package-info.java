/**
 * {@code qgate-fleet}: gateways of a fleet, and changes of a link at both of its gateways at once. Of ours it uses nothing but CIM over
 * the network. Start with {@link org.qgate.fleet.Wiring}.
 */
@NullMarked
package org.qgate.fleet;

import org.jspecify.annotations.NullMarked;
