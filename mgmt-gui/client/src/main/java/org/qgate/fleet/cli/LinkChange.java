package org.qgate.fleet.cli;

import java.util.ArrayList;
import java.util.List;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.plan.Plan;
import org.qgate.fleet.transaction.LinkChangeSession;
import org.qgate.fleet.transaction.Progress;
import org.qgate.fleet.transaction.TransactionLimits;
import org.qgate.fleet.transaction.TransactionResult;
import org.qgate.fleet.transaction.TransactionResult.Outcome;

/** One run of a command that changes a link: the plan, what was left behind, the transaction, and what came of it. */
final class LinkChange {
    private final Output output;
    private final LinkChangeSession session;
    private final TransactionLimits limits;
    private final List<Progress> progress = new ArrayList<>();

    LinkChange(Output output, LinkChangeSession session, TransactionLimits limits) {
        this.output = output;
        this.session = session;
        this.limits = limits;
    }

    /** Makes a plan from what the gateways have now. */
    @FunctionalInterface
    interface Planning {
        Plan plan() throws GatewayException;
    }

    /** What {@code --json} shows of a change. */
    record View(PlanText.View plan, String outcome, String reason, List<String> notes, List<Progress> progress) {}

    int run(Planning planning, boolean dryRun) throws GatewayException {
        Plan plan = planning.plan();
        output.say(PlanText.human(plan));
        if (dryRun) {
            return show(plan, "planned", "", List.of(), ExitCodes.DONE);
        }
        if (!plan.leftovers().isEmpty()) {
            for (TransactionResult result : session.recover(plan, limits, this::tell)) {
                output.say("  the change left behind is " + PlanText.word(result.outcome()) + "\n");
            }
            plan = planning.plan();
            output.say(PlanText.human(plan));
        }
        if (plan.kind() == Plan.Kind.NOTHING) {
            return show(plan, "unchanged", "", List.of(), ExitCodes.DONE);
        }
        TransactionResult result = session.apply(plan, limits, this::tell);
        return show(plan, PlanText.word(result.outcome()), result.reason(), result.notes(), code(result.outcome()));
    }

    private void tell(Progress one) {
        progress.add(one);
        output.say("  " + PlanText.word(one.stage()) + " " + one.gateway() + "\n");
    }

    private int show(Plan plan, String outcome, String reason, List<String> notes, int code) {
        StringBuilder text = new StringBuilder();
        text.append(outcome).append(reason.isEmpty() ? "" : ": " + reason).append('\n');
        notes.forEach(note -> text.append("NOTE ").append(note).append('\n'));
        output.show(new View(PlanText.view(plan), outcome, reason, notes, progress), text.toString());
        return code;
    }

    private static int code(Outcome outcome) {
        return switch (outcome) {
            case CONFIRMED -> ExitCodes.DONE;
            case UNDONE -> ExitCodes.FAILED;
            case UNKNOWN -> ExitCodes.UNKNOWN;
        };
    }
}
