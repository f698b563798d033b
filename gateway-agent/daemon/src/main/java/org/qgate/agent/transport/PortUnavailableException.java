package org.qgate.agent.transport;

import java.io.IOException;
import java.io.Serial;
import org.qgate.linux.inet.IpAddress;

/** A local port that cannot be opened: says which, why, and what to look at. */
public final class PortUnavailableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * For an operator.
     *
     * @param protocol UDP or TCP
     */
    public PortUnavailableException(String protocol, IpAddress address, int number, IOException cause) {
        super(
                protocol + " port " + number + " of " + address + " cannot be opened: " + cause.getMessage()
                        + "; is the address configured on this host, and does another program use the port?",
                cause);
    }
}
