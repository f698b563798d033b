package org.qgate.fleet.gateway;

import org.qgate.fleet.inventory.InventoryGateway;

/** Makes the client of a gateway. Connecting itself happens at the first call. */
@FunctionalInterface
public interface GatewayConnector {
    /** The client; {@link GatewayException} if the password or what it trusts cannot be read. */
    GatewayClient connect(InventoryGateway gateway) throws GatewayException;
}
