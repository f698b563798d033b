package org.qgate.fleet.wbem;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.ChangeStep;

/** Reads {@code QGATE_LinkChange}; the numbers are those of its value maps. */
final class ChangeInstances {
    private static final Map<Long, ChangeStep> STEPS = Map.of(
            0L, ChangeStep.IDLE,
            2L, ChangeStep.LOCKED,
            3L, ChangeStep.PREPARED,
            4L, ChangeStep.BLOCKED,
            5L, ChangeStep.INBOUND,
            6L, ChangeStep.OUTBOUND,
            7L, ChangeStep.PROVEN,
            8L, ChangeStep.COMMITTED,
            9L, ChangeStep.CONFIRMED,
            10L, ChangeStep.ABORTED);

    private static final Map<Long, ChangeDecision> DECISIONS =
            Map.of(2L, ChangeDecision.UNDECIDED, 3L, ChangeDecision.CONFIRMED, 4L, ChangeDecision.ABORTED);

    private ChangeInstances() {}

    static ChangeStatus read(CIMInstance instance) throws GatewayException {
        CimProperties properties = new CimProperties(instance);
        return new ChangeStatus(
                properties.text("LinkName"),
                properties.text("TransactionID"),
                properties.text("Owner"),
                known(STEPS.get(properties.number("Step")), "Step"),
                properties.flag("StepDone"),
                known(DECISIONS.get(properties.number("Decision")), "Decision"),
                properties.number("RemainingMillis"),
                Optional.of(properties.text("Failure")).filter(text -> !text.isEmpty()));
    }

    private static <T> T known(@Nullable T value, String property) throws GatewayException {
        if (value == null) {
            throw new GatewayException(Refusal.NOT_UNDERSTOOD, "a change has an unknown " + property, null);
        }
        return value;
    }
}
