package org.qgate.fleet.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.fleet.fake.FakeGateway;
import org.qgate.fleet.fake.FaultyClient.Fault;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.plan.LinkDefinition;
import org.qgate.fleet.transaction.TransactionResult.Outcome;

/** Thousands of changes with faults of every kind: both ends are alike afterwards, and as the client said. */
class TransactionLivesTest extends TwoGateways {
    private static final List<Fault> FAULTS = List.of(
            Fault.REQUEST_LOST,
            Fault.REQUEST_LOST,
            Fault.REQUEST_LOST,
            Fault.ANSWER_LOST,
            Fault.ANSWER_LOST,
            Fault.REFUSED);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothEndsAreAlikeWhateverGoesWrong(long seed) throws GatewayException {
        Map<Optional<Outcome>, Integer> outcomes = new LinkedHashMap<>();
        for (int life = 0; life < 500; life++) {
            twoGatewaysWithTheOldLink();
            Random random = new Random(seed * 100_003 + life);
            Optional<Outcome> outcome = oneLife(random);
            outcomes.merge(outcome, 1, Integer::sum);
            gateways.forEach(FakeGateway::restart);
            gateways.forEach(gateway -> gateway.cutPath(false));
            if (random.nextBoolean()) {
                try (LinkChangeSession session = session(none(), "anna")) {
                    session.recover(session.planFor(NEW), TransactionLimits.USUAL, progress -> {});
                }
            }
            pace.pass(SETTLED_MILLIS);
            Optional<LinkDefinition> holds = common();
            String what = "seed " + seed + ", life " + life + ", outcome " + outcome;
            assertThat(holds).as(what).isPresent();
            outcome.filter(one -> one != Outcome.UNKNOWN)
                    .ifPresent(one -> assertThat(holds).as(what).contains(one == Outcome.CONFIRMED ? NEW : OLD));
            assertThat(gateways).as(what).noneMatch(one -> one.locked(LINK));
        }
        // The faults are such that every ending is seen often.
        assertThat(outcomes.getOrDefault(Optional.of(Outcome.CONFIRMED), 0)).isGreaterThan(20);
        assertThat(outcomes.getOrDefault(Optional.of(Outcome.UNDONE), 0)).isGreaterThan(20);
        assertThat(outcomes.getOrDefault(Optional.<Outcome>empty(), 0)).isGreaterThan(20);
    }

    /** A change with faults of every kind; empty if its client was killed or never began. */
    private Optional<Outcome> oneLife(Random random) {
        double rate = random.nextDouble() * 0.3;
        try {
            return Optional.of(apply((gateway, call) -> {
                        if (random.nextDouble() >= rate) {
                            return Fault.NONE;
                        }
                        FakeGateway victim = random.nextBoolean() ? alice() : bob();
                        switch (random.nextInt(9)) {
                            case 0 -> victim.crash();
                            case 1, 2 -> victim.restart();
                            case 3 -> victim.cutPath(random.nextBoolean());
                            case 4 -> throwIf(random.nextInt(4) == 0);
                            default -> {
                                return FAULTS.get(random.nextInt(FAULTS.size()));
                            }
                        }
                        return Fault.NONE;
                    })
                    .outcome());
        } catch (Killed | GatewayException e) {
            return Optional.empty();
        }
    }

    private static void throwIf(boolean killed) {
        if (killed) {
            throw new Killed();
        }
    }
}
