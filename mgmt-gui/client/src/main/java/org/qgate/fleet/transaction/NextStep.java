package org.qgate.fleet.transaction;

/** What a transaction wants done now. */
public sealed interface NextStep {
    /** Ask a gateway, and hand over its answer. */
    record Ask(GatewayCall call) implements NextStep {}

    /** Come back then. */
    record Pause(long untilMillis) implements NextStep {}

    /** It is over. */
    record Ended(TransactionResult result) implements NextStep {}
}
