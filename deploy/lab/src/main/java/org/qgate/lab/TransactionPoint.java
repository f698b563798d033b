package org.qgate.lab;

import java.time.Duration;
import java.util.Locale;
import org.qgate.lab.gateways.FleetRun;
import org.qgate.lab.kernel.LabException;

/** When in a change of a link a fault comes: the client has just heard that one gateway is through a step, or that both are. */
enum TransactionPoint {
    /** One lock is held. */
    LOCK(1),
    /** What is wanted is stored at one gateway. */
    PREPARE(1),
    /** Traffic is blocked at one gateway, if it has to be. */
    BLOCK(1),
    /** One gateway can receive under what is wanted. */
    INBOUND(1),
    /** One gateway sends under it. */
    OUTBOUND(1),
    /** One gateway has seen packets cross. */
    PROVE(1),
    /** One gateway runs what is wanted, to be confirmed. */
    COMMIT(1),
    /** Both do, and nobody has confirmed. */
    COMMIT_BOTH(2),
    /** One gateway was told that it is decided. */
    CONFIRM(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int gateways;

    TransactionPoint(int gateways) {
        this.gateways = gateways;
    }

    /** Waits until the client is there. */
    void await(FleetRun client) throws LabException, InterruptedException {
        String step = name().split("_", 2)[0].toLowerCase(Locale.ROOT);
        client.awaitStep(step, gateways, PATIENCE);
    }
}
