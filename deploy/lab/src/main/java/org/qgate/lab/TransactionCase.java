package org.qgate.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.qgate.lab.gateways.Gateway;

/**
 * One change of a link with one fault in it.
 *
 * @param operation what is changed
 * @param point when the fault comes
 * @param fault what goes wrong
 * @param victim where, if it is done to one gateway
 */
record TransactionCase(LinkOperation operation, TransactionPoint point, TransactionFault fault, Gateway victim) {
    /** Each point, each fault and each gateway at least once, with the points after which a decision is open more often. */
    static final List<TransactionCase> SELECTION = List.of(
            change(TransactionPoint.LOCK, TransactionFault.AGENT_KILLED, Gateway.BOB),
            change(TransactionPoint.PREPARE, TransactionFault.GATEWAY_KILLED, Gateway.ALICE),
            change(TransactionPoint.BLOCK, TransactionFault.CLIENT_CUT, Gateway.BOB),
            change(TransactionPoint.INBOUND, TransactionFault.GATEWAYS_CUT, Gateway.ALICE),
            change(TransactionPoint.OUTBOUND, TransactionFault.CLIENT_KILLED, Gateway.ALICE),
            change(TransactionPoint.PROVE, TransactionFault.AGENT_RESTARTED, Gateway.BOB),
            change(TransactionPoint.COMMIT, TransactionFault.AGENT_KILLED, Gateway.ALICE),
            change(TransactionPoint.COMMIT_BOTH, TransactionFault.GATEWAY_CUT_OFF, Gateway.BOB),
            change(TransactionPoint.CONFIRM, TransactionFault.GATEWAY_KILLED, Gateway.BOB));

    /** Every point with every fault at every gateway. */
    static List<TransactionCase> all(List<LinkOperation> operations, List<TransactionFault> faults) {
        List<TransactionCase> all = new ArrayList<>();
        for (LinkOperation operation : operations) {
            for (TransactionFault fault : faults) {
                for (TransactionPoint point : TransactionPoint.values()) {
                    for (Gateway victim : fault.hasVictim() ? Gateway.values() : new Gateway[] {Gateway.ALICE}) {
                        all.add(new TransactionCase(operation, point, fault, victim));
                    }
                }
            }
        }
        return all;
    }

    private static TransactionCase change(TransactionPoint point, TransactionFault fault, Gateway victim) {
        return new TransactionCase(LinkOperation.CHANGE, point, fault, victim);
    }

    /** For a line of output. */
    String title() {
        return operation.name().toLowerCase(Locale.ROOT) + ", after "
                + point.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + fault.title()
                + (fault.hasVictim() ? ", " + victim.id() : "");
    }
}
