package org.qgate.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;
import org.qgate.core.model.ChangeNews;

class LinkChangesTest {
    private static final String LINK = TwoEnds.LINK;
    private static final int LIVES = 500;
    private static final long UNREACHABLE_MILLIS = Settlement.UNREACHABLE_NANOS / 1_000_000;
    private static final long LINGER_MILLIS = 2 * Settlement.LINGER_NANOS / 1_000_000;
    private static final long STAY_MILLIS_MAX = Settlement.STAY_NANOS_MAX / 1_000_000;

    private static final Optional<LinkConfiguration> NONE = Optional.empty();
    private static final Optional<LinkConfiguration> BEFORE = Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.2"));
    private static final Optional<LinkConfiguration> RETUNED =
            Optional.of(TwoEnds.link("aes-gcm-128", 50, "192.0.2.2"));
    private static final Optional<LinkConfiguration> MOVED = Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.9"));

    private static final SelectorStatus KEPT = new SelectorStatus("10.1.0.0/24", "10.2.0.0/24");
    private static final SelectorStatus ADDED = new SelectorStatus("10.1.8.0/24", "10.2.8.0/24");
    private static final Optional<LinkConfiguration> RESELECTED =
            BEFORE.map(link -> link.selecting(List.of(ADDED)).tuned("aes-gcm-128", 20));

    private record Kind(Optional<LinkConfiguration> before, Optional<LinkConfiguration> wanted) {}

    private static final Kind RETUNING = new Kind(BEFORE, RETUNED);
    private static final Kind RESELECTION = new Kind(BEFORE, RESELECTED);
    /** Changes that leave the link running, and so the agents speaking. */
    private static final List<Kind> RUNNING_ON = List.of(RETUNING, RESELECTION);

    /** A link that comes or goes takes its agents' channel with it. */
    private static final List<Kind> COMING_AND_GOING = List.of(new Kind(NONE, BEFORE), new Kind(BEFORE, NONE));

    private static final List<Kind> STAYING = List.of(RETUNING, RESELECTION, new Kind(BEFORE, MOVED));
    private static final List<Kind> KINDS =
            Stream.concat(COMING_AND_GOING.stream(), STAYING.stream()).toList();

    @Test
    void eachKindOfChangeRunsThrough() throws Exception {
        for (Kind kind : KINDS) {
            TwoEnds ends = new TwoEnds(kind.before, 1);
            ends.change("t", kind.wanted);
            ends.run(6_000);

            assertThat(ends.configurations()).containsExactly(kind.wanted, kind.wanted);
            for (ModelEnd end : ends.ends()) {
                assertThat(ends.status(end).decision()).isEqualTo(ChangeDecision.CONFIRMED);
                assertThat(ends.status(end).stepDone()).isTrue();
                assertThat(end.events).contains(new ControlEvent.ConfigurationChanged(LINK, "t", "carol", 1));
                assertThat(end.blocked).hasSize(kind.wanted.isPresent() ? 1 : 0);
                end.restart(ends.nowNanos);
                assertThat(Optional.ofNullable(end.running.get(LINK))).isEqualTo(kind.wanted);
            }
        }
    }

    @Test
    void aConfirmationAtOneEndIsEnough() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RETUNED);
        ends.request(ends.bob, new ChangeCommand.Confirm(LINK, ends.token(ends.bob)));
        ends.run(1_000);

        assertThat(ends.status(ends.alice).decision()).isEqualTo(ChangeDecision.CONFIRMED);
        assertThat(ends.configurations()).containsExactly(RETUNED, RETUNED);
    }

    @Test
    void withoutAConfirmationBothEndsTurnBack() throws Exception {
        for (Kind kind : KINDS) {
            TwoEnds ends = new TwoEnds(kind.before, 1);
            ends.commit("t", kind.wanted);
            ends.run(30_000);

            assertThat(ends.configurations()).containsExactly(kind.before, kind.before);
            assertThat(ends.status(ends.alice).step()).isEqualTo(ChangeStep.ABORTED);
            assertThat(ends.alice.events).anyMatch(event -> event instanceof ControlEvent.ChangeRolledBack);
            assertThat(ends.alice.blocked).hasSize(kind.before.isPresent() ? 1 : 0);
        }
    }

    @Test
    void nothingLeavesWhileNobodyKnowsWhichConfigurationHolds() throws Exception {
        for (Kind kind : KINDS) {
            TwoEnds ends = new TwoEnds(kind.before, 1);
            ends.commit("t", kind.wanted);
            ends.loss = 1;
            ends.run(TwoEnds.TIMEOUT_MILLIS + UNREACHABLE_MILLIS - 100);
            assertThat(ends.alice.held).isEmpty();

            ends.run(200);
            assertThat(ends.ends()).allSatisfy(end -> assertThat(end.held).containsExactly(LINK));

            ends.loss = 0;
            ends.run(kind.before.isPresent() ? 1_000 : LINGER_MILLIS);
            assertThat(ends.ends()).allSatisfy(end -> assertThat(end.held).isEmpty());
            assertThat(ends.configurations()).containsExactly(kind.before, kind.before);
        }
    }

    @Test
    void aPeerThatIsSilentForAShortTimeHoldsNothingUp() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RETUNED);
        ends.loss = 1;
        ends.run(TwoEnds.TIMEOUT_MILLIS + UNREACHABLE_MILLIS - 500);
        ends.loss = 0;
        ends.run(1_000);

        assertThat(ends.alice.heldEver).isFalse();
        assertThat(ends.configurations()).containsExactly(BEFORE, BEFORE);
    }

    @Test
    void whatIsConfirmedIsNotHeldForAPeerThatDoesNotKnowYet() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RETUNED);
        ends.loss = 1;
        ends.request(ends.alice, new ChangeCommand.Confirm(LINK, ends.token(ends.alice)));
        ends.run(TwoEnds.TIMEOUT_MILLIS + UNREACHABLE_MILLIS + 1_000);

        assertThat(ends.alice.held).isEmpty();
        assertThat(ends.bob.held).containsExactly(LINK);
    }

    @Test
    void aChangeThatThePeerHasTurnedBackAlreadyNeedsNoEpochOfItsOwn() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RETUNED);
        int before = ends.alice.epochs + ends.bob.epochs;
        ends.run(TwoEnds.TIMEOUT_MILLIS + 1_000);

        assertThat(ends.configurations()).containsExactly(BEFORE, BEFORE);
        assertThat(ends.alice.epochs + ends.bob.epochs - before).isEqualTo(1);
    }

    @Test
    void whatWasUndoneAtBothEndsIsAgreedToNoMore() throws Exception {
        for (Kind kind : RUNNING_ON) {
            TwoEnds ends = new TwoEnds(kind.before, 1);
            ends.commit("t", kind.wanted);
            assertThat(ends.alice.accepted(LINK)).hasSize(2);
            ends.loss = 1;
            ends.run(TwoEnds.TIMEOUT_MILLIS + 1_000);
            ends.loss = 0.5;
            ends.run(10_000);

            assertThat(ends.configurations()).containsExactly(kind.before, kind.before);
            assertThat(ends.ends())
                    .allSatisfy(end -> assertThat(end.accepted(LINK)).hasSize(1));
        }
    }

    /** The peer may still propose it, and would not be heard if that were refused. */
    @Test
    void whatWasUndoneIsAgreedToUntilThePeerSaysThatItHasUndoneItToo() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RETUNED);
        ends.loss = 1;
        ends.alice.hears(new ChangeNews(
                TransactionName.of("t").high(),
                TransactionName.of("t").low(),
                1,
                ChangeNews.State.UNDECIDED,
                ChangeNews.Question.DECISION,
                0));
        ends.run(500);

        assertThat(ends.status(ends.alice).decision()).isEqualTo(ChangeDecision.ABORTED);
        assertThat(ends.status(ends.bob).decision()).isEqualTo(ChangeDecision.UNDECIDED);
        assertThat(ends.alice.accepted(LINK)).hasSize(2);
        ends.loss = 0;
        ends.run(5_000);
        assertThat(ends.alice.accepted(LINK)).hasSize(1);
        assertThat(ends.bob.accepted(LINK)).hasSize(1);
    }

    @Test
    void aClientThatUndoesItsStepsAndGoesLeavesNothingAgreedTo() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.lock("t");
        for (ModelEnd end : ends.ends()) {
            long token = ends.token(end);
            ends.request(end, new ChangeCommand.Prepare(LINK, token, RETUNED));
            ends.request(end, new ChangeCommand.Block(LINK, token));
            ends.request(end, new ChangeCommand.Inbound(LINK, token));
            ends.request(end, new ChangeCommand.Undo(LINK, token));
            assertThat(end.accepted(LINK)).hasSize(2);
        }
        ends.run(TwoEnds.TIMEOUT_MILLIS + 3_000);
        assertThat(ends.ends()).allSatisfy(end -> assertThat(end.accepted(LINK)).hasSize(1));
    }

    @Test
    void trafficThatGoesIsProtectedUntilTheChangeIsConfirmedAtBothEnds() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.commit("t", RESELECTED);
        assertThat(ends.alice.policies.get(LINK)).containsExactlyInAnyOrder(KEPT, ADDED);

        ends.loss = 1;
        ends.request(ends.alice, new ChangeCommand.Confirm(LINK, ends.token(ends.alice)));
        ends.run(1_000);
        assertThat(ends.alice.policies.get(LINK)).containsExactlyInAnyOrder(KEPT, ADDED);

        ends.loss = 0;
        ends.run(1_000);
        assertThat(ends.ends())
                .allSatisfy(end -> assertThat(end.policies.get(LINK)).containsExactly(ADDED));
    }

    @Test
    void anAgentThatIsKilledAtAnyPointOfAChangeOfSelectorsLeavesNoPolicyOfIt() throws Exception {
        for (int things = 0; things < 40; things++) {
            TwoEnds ends = new TwoEnds(BEFORE, 1);
            ends.alice.killedAfter = things;
            try {
                ends.commit("t", RESELECTED);
            } catch (TwoEnds.ClientGone | ChangeRefusedException e) {
                // The agents are left to themselves.
            }
            ends.run(30_000);

            assertThat(ends.configurations()).containsExactly(BEFORE, BEFORE);
            assertThat(ends.ends())
                    .allSatisfy(end -> assertThat(end.policies.get(LINK)).containsExactly(KEPT));
        }
    }

    /** Whatever dies and whatever is lost: when the two agents can speak, they come to one decision and one configuration. */
    @Test
    void theTwoEndsAreNeverSplitAboutALinkThatStays() throws Exception {
        int confirmed = 0;
        for (int life = 0; life < LIVES; life++) {
            Kind kind = STAYING.get(life % STAYING.size());
            TwoEnds ends = live(kind, life);
            assertAlike(ends, life);
            confirmed += ends.configurations().allMatch(kind.wanted::equals) ? 1 : 0;
        }
        assertThat(confirmed).isBetween(LIVES / 20, LIVES * 19 / 20);
    }

    /** A link that comes or goes takes its channel with it, so it stays until both know. */
    @Test
    void theTwoEndsAreNeverSplitAboutALinkThatComesOrGoes() throws Exception {
        int confirmed = 0;
        int alone = 0;
        for (int life = 0; life < LIVES; life++) {
            Kind kind = COMING_AND_GOING.get(life % COMING_AND_GOING.size());
            TwoEnds ends = live(kind, life);
            ends.run(LINGER_MILLIS);
            if (ends.configurations().distinct().count() > 1) {
                // Who waits for a peer that has gone, which had decided alike, leaves at last.
                for (ModelEnd end : ends.ends()) {
                    assertThat(ends.status(end).decision()).isNotEqualTo(ChangeDecision.UNDECIDED);
                    assertThat(end.held).isEqualTo(end.running.keySet());
                }
                alone++;
                ends.pass(STAY_MILLIS_MAX);
                ends.run(1_000);
                // One that is killed just then waits once more.
                ends.pass(STAY_MILLIS_MAX);
                ends.run(1_000);
            }
            assertAlike(ends, life);
            confirmed += ends.configurations().allMatch(kind.wanted::equals) ? 1 : 0;
        }
        assertThat(confirmed).isBetween(LIVES / 20, LIVES * 19 / 20);
        assertThat(alone).isLessThan(LIVES / 15);
    }

    /** Neighbouring seeds of {@link Random} begin with the same numbers. */
    private static long mixed(int seed) {
        return seed * 0x9E37_79B9_7F4A_7C15L;
    }

    private static TwoEnds live(Kind kind, int life) throws IOException, ChangeRefusedException {
        Random random = new Random(mixed(life));
        TwoEnds ends = new TwoEnds(kind.before, mixed(life));
        ends.loss = random.nextInt(3) * 0.4;
        ends.requestsLeft = random.nextInt(3) == 0 ? -1 : random.nextInt(18);
        for (ModelEnd end : ends.ends()) {
            end.killedAfter = random.nextInt(3) == 0 ? random.nextInt(40) : -1;
        }
        try {
            ends.change("t", kind.wanted);
        } catch (TwoEnds.ClientGone | ChangeRefusedException e) {
            // The agents are left to themselves.
        }
        boolean cut = random.nextBoolean();
        ends.loss = cut ? 1 : ends.loss;
        for (ModelEnd end : ends.ends()) {
            end.killedAfter = random.nextInt(3) == 0 ? random.nextInt(20) : -1;
        }
        ends.run(25_000);
        ends.loss = 0;
        ends.run(6_000);
        return ends;
    }

    private static void assertAlike(TwoEnds ends, int life) {
        assertThat(ends.configurations().collect(Collectors.toSet()))
                .as("life %d", life)
                .hasSize(1);
        for (ModelEnd end : ends.ends()) {
            assertThat(end.held).as("life %d", life).isEmpty();
            assertThat(end.accepted(LINK)).as("life %d", life).hasSize(end.running.size());
            assertThat(end.blocked).as("life %d", life).isEqualTo(end.running.keySet());
            assertThat(end.policies)
                    .as("life %d", life)
                    .isEqualTo(end.running.values().stream()
                            .collect(Collectors.toMap(LinkConfiguration::name, link -> Set.copyOf(link.selectors()))));
        }
    }
}
