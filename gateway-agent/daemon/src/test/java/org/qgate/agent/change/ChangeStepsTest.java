package org.qgate.agent.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeStep;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;

/** What an end does and refuses at each step that a client asks for. */
class ChangeStepsTest {
    private static final String LINK = TwoEnds.LINK;
    private static final Optional<LinkConfiguration> NONE = Optional.empty();
    private static final Optional<LinkConfiguration> BEFORE = Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.2"));

    @Test
    void theLockIsForOneAndItsTokenForEachStep() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.lock("t");
        assertThat(refusal(ends, new ChangeCommand.Lock(LINK, "u", 0, "dave", 1_000)))
                .isEqualTo(ErrorCode.LOCKED);
        assertThat(refusal(ends, new ChangeCommand.Block(LINK, 99))).isEqualTo(ErrorCode.BAD_TOKEN);
        assertThat(refusal(ends, new ChangeCommand.Block("other", 1))).isEqualTo(ErrorCode.BAD_TOKEN);
        long token = ends.token(ends.alice);
        assertThat(refusal(ends, new ChangeCommand.Block(LINK, token))).isEqualTo(ErrorCode.WRONG_STEP);
        assertThat(refusal(ends, new ChangeCommand.Commit(LINK, token, 1_000))).isEqualTo(ErrorCode.WRONG_STEP);
        assertThat(refusal(ends, new ChangeCommand.Confirm(LINK, token))).isEqualTo(ErrorCode.WRONG_STEP);
        ends.request(ends.alice, new ChangeCommand.BreakLock(LINK, "root"));
        assertThat(refusal(ends, new ChangeCommand.Block(LINK, token))).isEqualTo(ErrorCode.TRANSACTION_ENDED);
        assertThat(refusal(ends, new ChangeCommand.Lock(LINK, "t", 0, "carol", 1_000)))
                .isEqualTo(ErrorCode.TRANSACTION_ENDED);
        ends.request(ends.alice, new ChangeCommand.Lock(LINK, "u", 0, "dave", 1_000));
        assertThat(ends.alice.changes.isUnderWay(LINK)).isTrue();
    }

    @Test
    void aStaleGenerationLocksNothing() {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        assertThat(refusal(ends, new ChangeCommand.Lock(LINK, "t", 7, "carol", 1_000)))
                .isEqualTo(ErrorCode.STALE_GENERATION);
    }

    @Test
    void whatCannotBeUsedIsRefusedBeforeAnythingIsDone() throws Exception {
        TwoEnds ends = new TwoEnds(BEFORE, 1);
        ends.lock("t");
        long token = ends.token(ends.alice);
        assertThat(refusal(
                        ends,
                        new ChangeCommand.Prepare(LINK, token, Optional.of(TwoEnds.link("rot13", 20, "1.2.3.4")))))
                .isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(ends.status(ends.alice).step()).isEqualTo(ChangeStep.LOCKED);
    }

    @Test
    void undoGoesBackToTheLockAndTheStepsCanBeTakenAgain() throws Exception {
        TwoEnds ends = new TwoEnds(NONE, 1);
        ends.lock("t");
        long token = ends.token(ends.alice);
        for (int round = 0; round < 2; round++) {
            ends.request(ends.alice, new ChangeCommand.Prepare(LINK, token, BEFORE));
            ends.request(ends.alice, new ChangeCommand.Block(LINK, token));
            assertThat(ends.alice.blocked).containsExactly(LINK);
            ends.request(ends.alice, new ChangeCommand.Undo(LINK, token));
            assertThat(ends.alice.blocked).isEmpty();
            assertThat(ends.status(ends.alice).step()).isEqualTo(ChangeStep.LOCKED);
        }
    }

    @Test
    void aNewLinkIsNotStartedBeforeWhatProtectsItServes() throws Exception {
        TwoEnds ends = new TwoEnds(NONE, 1);
        ends.alice.starting = true;
        ends.lock("t");
        long token = ends.token(ends.alice);
        ends.request(ends.alice, new ChangeCommand.Prepare(LINK, token, BEFORE));
        ends.request(ends.alice, new ChangeCommand.Block(LINK, token));
        ends.run(1_000);
        assertThat(ends.status(ends.alice).stepDone()).isFalse();
        assertThat(ends.alice.blocked).containsExactly(LINK);
        assertThat(refusal(ends, new ChangeCommand.Inbound(LINK, token))).isEqualTo(ErrorCode.WRONG_STEP);

        ends.alice.starting = false;
        ends.run(100);
        assertThat(ends.status(ends.alice).stepDone()).isTrue();
        ends.request(ends.alice, new ChangeCommand.Inbound(LINK, token));
        assertThat(ends.alice.running).containsKey(LINK);
    }

    @Test
    void aNewLinkThatNothingCanProtectSaysWhyAndIsUndone() throws Exception {
        TwoEnds ends = new TwoEnds(NONE, 1);
        ends.alice.hindrance = Optional.of("no engine can be started: no such program");
        ends.lock("t");
        long token = ends.token(ends.alice);
        ends.request(ends.alice, new ChangeCommand.Prepare(LINK, token, BEFORE));
        ends.request(ends.alice, new ChangeCommand.Block(LINK, token));
        assertThat(ends.status(ends.alice).stepDone()).isFalse();
        assertThat(ends.status(ends.alice).failure()).contains("no engine can be started: no such program");
        ends.request(ends.alice, new ChangeCommand.Undo(LINK, token));
        assertThat(ends.alice.blocked).isEmpty();

        ends.alice.hindrance = Optional.empty();
        ends.request(ends.alice, new ChangeCommand.Prepare(LINK, token, BEFORE));
        ends.request(ends.alice, new ChangeCommand.Block(LINK, token));
        assertThat(ends.status(ends.alice).stepDone()).isTrue();
    }

    private static ErrorCode refusal(TwoEnds ends, ChangeCommand command) {
        return catchThrowableOfType(ChangeRefusedException.class, () -> ends.request(ends.alice, command))
                .code();
    }
}
