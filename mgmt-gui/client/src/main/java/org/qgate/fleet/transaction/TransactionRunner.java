package org.qgate.fleet.transaction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.qgate.fleet.gateway.ChangeAction;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.LockGrant;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.plan.EndPlan;
import org.qgate.fleet.plan.Leftover;
import org.qgate.fleet.plan.Plan;

/** Carries out what a {@link LinkTransaction} wants, one call at a time. */
public final class TransactionRunner {
    private final Plan plan;
    private final Map<String, EndPlan> ends;
    private final Map<String, GatewayClient> clients;
    private final TransactionLimits limits;
    private final Pace pace;

    /**
     * For one plan.
     *
     * @param clients of both gateways, by name
     */
    public TransactionRunner(Plan plan, Map<String, GatewayClient> clients, TransactionLimits limits, Pace pace) {
        this.plan = plan;
        this.ends = plan.ends().stream().collect(Collectors.toMap(EndPlan::gateway, end -> end));
        this.clients = Map.copyOf(clients);
        this.limits = limits;
        this.pace = pace;
    }

    /** The plan's transaction, not yet begun. */
    public LinkTransaction transaction(TransactionId id) {
        List<String> gateways = plan.ends().stream().map(EndPlan::gateway).toList();
        return LinkTransaction.begin(id, gateways, limits, pace.nowMillis());
    }

    /** The end of a transaction that another client left behind. */
    public LinkTransaction recovery(Leftover leftover) {
        return LinkTransaction.recover(
                new TransactionId(leftover.transaction()), leftover.gateways(), limits, pace.nowMillis());
    }

    /** Runs it to its end. An interruption cancels it; the undoing is still waited for. */
    public TransactionResult run(LinkTransaction transaction, Consumer<Progress> onProgress) {
        boolean interrupted = false;
        while (true) {
            if (Thread.interrupted()) {
                interrupted = true;
                transaction.cancel();
            }
            NextStep next = transaction.next(pace.nowMillis());
            if (next instanceof NextStep.Ended ended) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return ended.result();
            } else if (next instanceof NextStep.Pause pause) {
                try {
                    pace.sleepUntil(pause.untilMillis());
                } catch (InterruptedException e) {
                    interrupted = true;
                    transaction.cancel();
                }
            } else if (next instanceof NextStep.Ask ask) {
                GatewayAnswer answer = ask(transaction.id(), ask.call());
                transaction.answered(ask.call(), answer, pace.nowMillis());
                transaction.takeProgress().forEach(onProgress);
            }
        }
    }

    private GatewayAnswer ask(TransactionId id, GatewayCall call) {
        GatewayClient client = of(clients, call.gateway());
        EndPlan end = of(ends, call.gateway());
        String link = plan.link();
        try {
            return switch (call.operation()) {
                case LOCK -> {
                    LockGrant grant = client.lock(link, id.text(), end.generation(), limits.total());
                    yield new GatewayAnswer.Locked(grant.token(), grant.change());
                }
                case PREPARE -> new GatewayAnswer.At(client.prepare(link, call.token(), end.wanted()));
                case BLOCK -> at(client, ChangeAction.BLOCK, call);
                case INBOUND -> at(client, ChangeAction.INBOUND, call);
                case OUTBOUND -> at(client, ChangeAction.OUTBOUND, call);
                case PROVE -> at(client, ChangeAction.PROVE, call);
                case COMMIT -> new GatewayAnswer.At(client.commit(link, call.token(), limits.confirm()));
                case CONFIRM -> at(client, ChangeAction.CONFIRM, call);
                case UNDO -> at(client, ChangeAction.UNDO, call);
                case RELEASE -> at(client, ChangeAction.RELEASE, call);
                case LOOK -> {
                    Optional<ChangeStatus> change = client.configuration().change(link);
                    yield change.isPresent() ? new GatewayAnswer.At(change.get()) : new GatewayAnswer.Nothing();
                }
            };
        } catch (GatewayException e) {
            return new GatewayAnswer.Refused(e.refusal(), String.valueOf(e.getMessage()));
        }
    }

    private GatewayAnswer at(GatewayClient client, ChangeAction action, GatewayCall call) throws GatewayException {
        return new GatewayAnswer.At(client.take(action, plan.link(), call.token()));
    }

    private static <T> T of(Map<String, T> byGateway, String gateway) {
        T found = byGateway.get(gateway);
        if (found == null) {
            throw new IllegalStateException("the transaction asks for " + gateway + ", which is no end of the plan");
        }
        return found;
    }
}
