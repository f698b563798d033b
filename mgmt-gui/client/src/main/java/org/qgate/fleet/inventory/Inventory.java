package org.qgate.fleet.inventory;

import java.util.List;
import java.util.Optional;

/** The gateways of a fleet, ordered by name. */
public record Inventory(List<InventoryGateway> gateways) {
    /** Copies the list. */
    public Inventory {
        gateways = List.copyOf(gateways);
    }

    /** The gateway of that name. */
    public Optional<InventoryGateway> gateway(String name) {
        return gateways.stream().filter(gateway -> gateway.name().equals(name)).findFirst();
    }
}
