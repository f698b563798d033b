package org.qgate.fleet.wbem;

import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayConnector;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.inventory.Passwords;

/** Makes clients that speak CIM-XML over TLS. */
public final class WbemConnector implements GatewayConnector {
    private final Passwords passwords;

    /**
     * With where passwords are read from. The library's XML parser would fetch what a document type names, files of this machine
     * included: JAXP is told for the whole process to fetch nothing.
     */
    public WbemConnector(Passwords passwords) {
        System.setProperty("javax.xml.accessExternalDTD", "");
        System.setProperty("javax.xml.accessExternalSchema", "");
        this.passwords = passwords;
    }

    @Override
    public GatewayClient connect(InventoryGateway gateway) throws GatewayException {
        return new WbemGatewayClient(gateway.name(), gateway.user(), WbemSession.open(gateway, passwords));
    }
}
