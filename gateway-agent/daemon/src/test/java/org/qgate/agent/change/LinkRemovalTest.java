package org.qgate.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeCommand;
import org.qgate.core.model.ChangeNews;

/** The path is cut while a removed link's agents tell one another that it is gone; it takes their channel with it. */
class LinkRemovalTest {
    private static final long LINGER_MILLIS = Settlement.LINGER_NANOS / 1_000_000;
    private static final long LINGER_MILLIS_MAX = Settlement.LINGER_NANOS_MAX / 1_000_000;

    private final TwoEnds ends = new TwoEnds(Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.2")), 1);

    /** Bob has heard that the removal is confirmed, and alice not that bob has. */
    @BeforeEach
    void confirmAndCutThePath() throws Exception {
        ends.commit("t", Optional.empty());
        ends.bobIsMute = true;
        ends.request(ends.alice, new ChangeCommand.Confirm(TwoEnds.LINK, ends.token(ends.alice)));
        ends.run(100);
        ends.loss = 1;
        assertThat(ends.status(ends.bob).stepDone()).isTrue();
        assertThat(ends.status(ends.alice).stepDone()).isFalse();
    }

    private void mendThePath() throws Exception {
        ends.bobIsMute = false;
        ends.loss = 0;
        ends.run(LINGER_MILLIS * 2 + 1_000);
        assertThat(ends.ends()).allMatch(ModelEnd::isEmpty);
    }

    @Test
    void theEndThatKnowsWaitsForTheOneThatDoesNot() throws Exception {
        ends.run(LINGER_MILLIS * 10);
        assertThat(ends.ends()).allSatisfy(end -> assertThat(end.held).containsExactly(TwoEnds.LINK));

        ends.bobIsMute = false;
        ends.loss = 0;
        ends.run(1_000);
        assertThat(ends.status(ends.alice).stepDone()).isTrue();

        ends.run(LINGER_MILLIS + 1_000);
        assertThat(ends.ends()).allMatch(ModelEnd::isEmpty);
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        ends.pass(LINGER_MILLIS_MAX - 1_000);
        ends.run(500);
        assertThat(ends.bob.running).containsKey(TwoEnds.LINK);

        ends.run(3_000);
        assertThat(ends.bob.isEmpty()).isTrue();
        assertThat(ends.alice.held).containsExactly(TwoEnds.LINK);
    }

    /** Bob knows all that there is to know; alice's knowledge of it was lost, and she would ask for it. */
    @Test
    void anEndThatKnowsThatTheOtherKnowsWaitsForOneThatIsSilent() throws Exception {
        ends.alice.hears(new ChangeNews(
                TransactionName.of("t").high(),
                TransactionName.of("t").low(),
                1,
                ChangeNews.State.CONFIRMED,
                ChangeNews.Question.NONE,
                0));
        ends.run(LINGER_MILLIS * 10);
        assertThat(ends.status(ends.alice).stepDone()).isTrue();
        assertThat(ends.ends()).allSatisfy(end -> assertThat(end.held).containsExactly(TwoEnds.LINK));

        mendThePath();
    }

    @Test
    void anEndThatIsRestartedMeanwhileStillTellsTheOther() throws Exception {
        ends.bob.restart(ends.nowNanos);
        assertThat(ends.bob.held).containsExactly(TwoEnds.LINK);
        mendThePath();
    }

    @Test
    void anAdministratorEndsTheWait() throws Exception {
        for (ModelEnd end : ends.ends()) {
            ends.request(end, new ChangeCommand.BreakLock(TwoEnds.LINK, "root"));
        }
        ends.run(100);
        assertThat(ends.ends()).allMatch(ModelEnd::isEmpty);
    }
}
