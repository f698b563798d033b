/**
 * The gateways of the fleet as a file names them: where they are, who asks, and what proves that it is them. Start with
 * {@link org.qgate.fleet.inventory.InventoryReader}.
 */
@NullMarked
package org.qgate.fleet.inventory;

import org.jspecify.annotations.NullMarked;
