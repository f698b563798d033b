package org.qgate.agent.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeDecision;
import org.qgate.control.LinkConfiguration;

/** A new link is undone while the path is cut, which takes the channel away on which the peer's agent asks what becomes of it. */
class LinkAbandonedTest {
    private static final Optional<LinkConfiguration> WANTED = Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.2"));
    private static final long UNREACHABLE_MILLIS = Settlement.UNREACHABLE_NANOS / 1_000_000;
    private static final long LINGER_MILLIS = Settlement.LINGER_NANOS / 1_000_000;

    private final TwoEnds ends = new TwoEnds(Optional.empty(), 1);

    private void proveAndCutThePath() throws Exception {
        ends.prove("t", WANTED);
        ends.loss = 1;
    }

    private void waitAndMendThePath() throws Exception {
        ends.run(TwoEnds.TIMEOUT_MILLIS + UNREACHABLE_MILLIS + 60_000);
        assertThat(ends.ends()).allSatisfy(end -> assertThat(end.held).containsExactly(TwoEnds.LINK));
        ends.loss = 0;
        ends.run(1_000);
        for (ModelEnd end : ends.ends()) {
            assertThat(ends.status(end).decision()).isEqualTo(ChangeDecision.ABORTED);
            assertThat(ends.status(end).stepDone()).isTrue();
        }
        ends.run(LINGER_MILLIS + 1_000);
        assertThat(ends.ends()).allMatch(ModelEnd::isEmpty);
    }

    @Test
    void aPeerThatHasCommittedHearsOfItWhenThePathIsBack() throws Exception {
        proveAndCutThePath();
        ends.request(ends.bob, new ChangeCommand.Commit(TwoEnds.LINK, ends.token(ends.bob), TwoEnds.TIMEOUT_MILLIS));
        waitAndMendThePath();
    }

    @Test
    void aClientThatUndoesItLeavesNobodyAsking() throws Exception {
        proveAndCutThePath();
        ends.request(ends.bob, new ChangeCommand.Commit(TwoEnds.LINK, ends.token(ends.bob), TwoEnds.TIMEOUT_MILLIS));
        for (ModelEnd end : ends.ends()) {
            ends.request(end, new ChangeCommand.Undo(TwoEnds.LINK, ends.token(end)));
        }
        waitAndMendThePath();
    }

    @Test
    void anAgentThatIsRestartedMeanwhileStillSaysSo() throws Exception {
        proveAndCutThePath();
        ends.request(ends.bob, new ChangeCommand.Commit(TwoEnds.LINK, ends.token(ends.bob), TwoEnds.TIMEOUT_MILLIS));
        ends.alice.restart(ends.nowNanos);
        ends.run(100);
        ends.alice.restart(ends.nowNanos);
        waitAndMendThePath();
    }

    @Test
    void withThePathWholeItIsGoneWithinSeconds() throws Exception {
        ends.prove("t", WANTED);
        for (ModelEnd end : ends.ends()) {
            ends.request(end, new ChangeCommand.Undo(TwoEnds.LINK, ends.token(end)));
        }
        ends.run(LINGER_MILLIS + 1_000);
        assertThat(ends.ends()).allMatch(ModelEnd::isEmpty);
    }

    @Test
    void anEndWhosePeerNeverAnsweredOnItUndoesItAtOnce() throws Exception {
        ends.lock("t");
        long token = ends.token(ends.alice);
        ends.request(ends.alice, new ChangeCommand.Prepare(TwoEnds.LINK, token, WANTED));
        ends.request(ends.alice, new ChangeCommand.Block(TwoEnds.LINK, token));
        ends.request(ends.alice, new ChangeCommand.Inbound(TwoEnds.LINK, token));
        assertThat(ends.alice.running).containsKey(TwoEnds.LINK);

        ends.request(ends.alice, new ChangeCommand.Undo(TwoEnds.LINK, token));
        assertThat(ends.alice.isEmpty()).isTrue();
    }

    @Test
    void anotherChangeWaitsUntilTheTwoHaveSpoken() throws Exception {
        proveAndCutThePath();
        ends.request(ends.alice, new ChangeCommand.Undo(TwoEnds.LINK, ends.token(ends.alice)));

        assertThatThrownBy(() -> ends.lock("u"))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("is undone here")
                .hasMessageContaining("must speak first");
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        proveAndCutThePath();
        ends.request(ends.alice, new ChangeCommand.Undo(TwoEnds.LINK, ends.token(ends.alice)));
        ends.pass(Settlement.STAY_NANOS_MAX / 1_000_000 - 1_000);
        ends.run(500);
        assertThat(ends.alice.running).containsKey(TwoEnds.LINK);

        ends.run(1_000);
        assertThat(ends.alice.isEmpty()).isTrue();
    }

    @Test
    void anAdministratorEndsTheWait() throws Exception {
        proveAndCutThePath();
        ends.request(ends.alice, new ChangeCommand.BreakLock(TwoEnds.LINK, "root"));
        ends.run(10);
        assertThat(ends.alice.isEmpty()).isTrue();
    }
}
