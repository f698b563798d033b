package org.qgate.fleet.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.fleet.fake.FakeGateway;
import org.qgate.fleet.fake.FaultyClient.Fault;
import org.qgate.fleet.fake.VirtualPace;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.ChangeStep;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.plan.LinkDefinition;
import org.qgate.fleet.plan.Plan;
import org.qgate.fleet.transaction.TransactionResult.Outcome;

/** A transaction against two gateways that keep the contract, with everything that can go wrong between. */
class LinkTransactionTest extends TwoGateways {
    @Test
    void takesEachStepOnBothBeforeTheNextOnEither() throws GatewayException {
        List<String> calls = new ArrayList<>();
        TransactionResult result = apply((gateway, call) -> {
            calls.add(call + " " + gateway);
            return Fault.NONE;
        });
        assertThat(result).isEqualTo(new TransactionResult(Outcome.CONFIRMED, "", List.of()));
        assertThat(calls)
                .containsExactly(
                        "configuration alice",
                        "configuration bob",
                        "lock alice",
                        "lock bob",
                        "prepare alice",
                        "prepare bob",
                        "BLOCK alice",
                        "BLOCK bob",
                        "INBOUND alice",
                        "INBOUND bob",
                        "OUTBOUND alice",
                        "OUTBOUND bob",
                        "PROVE alice",
                        "PROVE bob",
                        "commit alice",
                        "commit bob",
                        "CONFIRM alice",
                        "CONFIRM bob");
        assertThat(common()).contains(NEW);
    }

    @Test
    void createsAndRemoves() throws GatewayException {
        pace = new VirtualPace();
        gateways = FakeGateway.pair(pace);
        assertThat(apply(none()).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(common()).contains(NEW);
        try (LinkChangeSession session = session(none(), "anna")) {
            Plan plan = session.planRemoval(LINK);
            assertThat(plan.kind()).isEqualTo(Plan.Kind.REMOVE);
            assertThat(session.apply(plan, TransactionLimits.USUAL, progress -> {})
                            .outcome())
                    .isEqualTo(Outcome.CONFIRMED);
        }
        assertThat(common()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lock,alice", "lock,bob", "prepare,alice", "prepare,bob", "BLOCK,alice", "BLOCK,bob", "INBOUND,alice",
        "INBOUND,bob", "OUTBOUND,alice", "OUTBOUND,bob", "PROVE,alice", "PROVE,bob", "commit,alice", "commit,bob"
    })
    void aRefusalAnywhereUndoesEverything(String call, String gateway) throws GatewayException {
        TransactionResult result =
                apply((at, what) -> at.equals(gateway) && what.equals(call) ? Fault.REFUSED : Fault.NONE);
        assertThat(result.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(result.reason()).contains(gateway).contains("the kernel said no");
        assertThat(result.notes()).isEmpty();
        assertThat(gateways).noneMatch(one -> one.locked(LINK));
        assertThat(common()).contains(OLD);
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_LOST", "ANSWER_LOST"})
    void onlyASilenceThatLastsEndsIt(Fault fault) throws GatewayException {
        Map<String, Integer> seen = new LinkedHashMap<>();
        TransactionResult result = apply((gateway, call) ->
                !call.equals("configuration") && seen.merge(gateway + call, 1, Integer::sum) <= 3 ? fault : Fault.NONE);
        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(common()).contains(NEW);
    }

    @Test
    void anAgentThatDiesBeforeTheCommitGoesBackByItself() throws GatewayException {
        TransactionResult result = apply((gateway, call) -> {
            if (gateway.equals("bob") && call.equals("OUTBOUND")) {
                bob().crash();
            }
            return Fault.NONE;
        });
        assertThat(result.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(result.notes()).anyMatch(note -> note.contains("bob") && note.contains("its own timer"));
        bob().restart();
        pace.pass(SETTLED_MILLIS);
        assertThat(common()).contains(OLD);
    }

    @Test
    void oneConfirmationDecidesForBoth() throws GatewayException {
        TransactionResult result = apply((gateway, call) -> {
            if (gateway.equals("bob") && call.equals("CONFIRM")) {
                bob().crash();
            }
            return Fault.NONE;
        });
        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(result.notes()).anyMatch(note -> note.contains("bob"));
        bob().restart();
        pace.pass(50);
        assertThat(common()).contains(NEW);
    }

    @Test
    void saysSoWhenNobodyTellsTheDecision() throws GatewayException {
        TransactionResult result = apply((gateway, call) -> call.equals("CONFIRM")
                        || (call.equals("configuration") && alice().calls().size() > 4)
                ? Fault.ANSWER_LOST
                : Fault.NONE);
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(common()).contains(NEW);
    }

    @Test
    void aCutPathIsFoundByTheProofAndUndone() throws GatewayException {
        alice().cutPath(true);
        TransactionResult result = apply(none());
        assertThat(result.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(result.reason()).contains("the other agent does not answer");
        assertThat(common()).contains(OLD);
    }

    @Test
    void doesNotStartFromAnOldPicture() throws GatewayException {
        try (LinkChangeSession session = session(none(), "anna")) {
            Plan plan = session.planFor(NEW);
            bob().somebodyElseChanged();
            TransactionResult result = session.apply(plan, TransactionLimits.USUAL, progress -> {});
            assertThat(result.outcome()).isEqualTo(Outcome.UNDONE);
            assertThat(result.reason()).contains("changed since");
        }
        assertThat(alice().locked(LINK)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "prepare", "BLOCK", "INBOUND", "OUTBOUND", "PROVE"})
    void isCancelledUntilItIsConfirmed(String when) throws GatewayException {
        TransactionResult result = cancelledAt(when);
        assertThat(result.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(result.reason()).isEqualTo("cancelled");
        assertThat(gateways).noneMatch(one -> one.locked(LINK));
        assertThat(common()).contains(OLD);
    }

    @Test
    void isNotCancelledOnceTheConfirmationIsOnItsWay() throws GatewayException {
        assertThat(cancelledAt("CONFIRM").outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(common()).contains(NEW);
    }

    private TransactionResult cancelledAt(String when) throws GatewayException {
        try {
            return apply((gateway, call) -> {
                if (call.equals(when)) {
                    Thread.currentThread().interrupt();
                }
                return Fault.NONE;
            });
        } finally {
            assertThat(Thread.interrupted()).as("the interruption is passed on").isTrue();
        }
    }

    @Test
    void anotherUsersChangeIsLeftAlone() throws GatewayException {
        killedAfter(7, "anna");
        try (LinkChangeSession session = session(none(), "bert")) {
            Plan plan = session.planFor(NEW);
            assertThat(plan.leftovers()).hasSize(1);
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> session.recover(plan, TransactionLimits.USUAL, progress -> {}))
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.LOCKED))
                    .withMessageContaining("anna");
        }
        assertThat(gateways).anyMatch(one -> one.locked(LINK));
    }

    /** Calls of a whole change, the two looks before it included. */
    private static final int CALLS = 18;

    private boolean killedAfter(int calls, String user) throws GatewayException {
        int[] left = {calls};
        try (LinkChangeSession session = session(
                (gateway, call) -> {
                    if (left[0]-- == 0) {
                        throw new Killed();
                    }
                    return Fault.NONE;
                },
                user)) {
            session.apply(session.planFor(NEW), TransactionLimits.USUAL, progress -> {});
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private LinkDefinition recovered() throws GatewayException {
        try (LinkChangeSession session = session(none(), "anna")) {
            session.recover(session.planFor(NEW), TransactionLimits.USUAL, progress -> {});
        }
        assertThat(gateways).noneMatch(one -> one.locked(LINK));
        return common().orElseThrow();
    }

    @Test
    void whatAKilledClientLeftIsUndoneUnlessItIsConfirmed() throws GatewayException {
        for (int calls = 2; calls < CALLS; calls++) {
            twoGatewaysWithTheOldLink();
            assertThat(killedAfter(calls, "anna")).isTrue();
            // The confirmation of the first gateway is the 17th call.
            assertThat(recovered()).as("killed after %d calls", calls).isEqualTo(calls < CALLS - 1 ? OLD : NEW);
        }
        twoGatewaysWithTheOldLink();
        assertThat(killedAfter(CALLS, "anna")).isFalse();
    }

    @Test
    void whatAKilledClientLeftEndsByItself() throws GatewayException {
        for (int calls = 2; calls < CALLS; calls++) {
            twoGatewaysWithTheOldLink();
            killedAfter(calls, "anna");
            pace.pass(SETTLED_MILLIS);
            assertThat(gateways).noneMatch(one -> one.locked(LINK));
            assertThat(common()).isPresent();
        }
    }

    @Test
    void waitsUntilBothAgentsHaveHeardOfTheConfirmationButNotForEver() {
        LinkTransaction transaction = LinkTransaction.recover(
                new TransactionId("0".repeat(32)), List.of("alice"), TransactionLimits.USUAL, 0);
        ChangeStatus unsettled = new ChangeStatus(
                LINK,
                transaction.id().text(),
                "anna",
                ChangeStep.CONFIRMED,
                false,
                ChangeDecision.CONFIRMED,
                0,
                Optional.empty());
        long nowMillis = 0;
        int looks = 0;
        NextStep next = transaction.next(nowMillis);
        while (!(next instanceof NextStep.Ended)) {
            if (next instanceof NextStep.Pause pause) {
                nowMillis = pause.untilMillis();
            } else if (next instanceof NextStep.Ask ask) {
                looks++;
                transaction.answered(ask.call(), new GatewayAnswer.At(unsettled), nowMillis);
            }
            next = transaction.next(nowMillis);
        }
        assertThat(looks).isGreaterThan(50);
        assertThat(nowMillis).isEqualTo(TransactionLimits.USUAL.silence().toMillis());
        assertThat(((NextStep.Ended) next).result())
                .isEqualTo(new TransactionResult(
                        Outcome.CONFIRMED,
                        "",
                        List.of("alice is confirmed, and has not heard of the other gateway yet")));
    }

    @Test
    void showsWhatItReached() throws GatewayException {
        List<Progress> progress = new ArrayList<>();
        try (LinkChangeSession session = session(none(), "anna")) {
            session.apply(session.planFor(NEW), TransactionLimits.USUAL, progress::add);
        }
        assertThat(progress)
                .hasSize(16)
                .startsWith(new Progress(Stage.LOCK, "alice"), new Progress(Stage.LOCK, "bob"))
                .endsWith(new Progress(Stage.CONFIRM, "alice"), new Progress(Stage.CONFIRM, "bob"));
        LinkSetting bobs = bob().running(LINK).orElseThrow();
        assertThat(bobs.selectors().get(0).local()).isEqualTo("10.2.0.0/24");
    }
}
