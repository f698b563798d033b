package org.qgate.wbem.indication;

import java.io.IOException;
import org.qgate.wbem.model.CimInstance;

/** Delivers one indication. */
@FunctionalInterface
interface IndicationSender {
    /**
     * Sends and waits for the listener's answer, for a bounded time.
     *
     * @return false if the listener refuses it for good
     * @throws IOException if another attempt may succeed
     */
    boolean send(DestinationUrl destination, CimInstance indication) throws IOException;
}
