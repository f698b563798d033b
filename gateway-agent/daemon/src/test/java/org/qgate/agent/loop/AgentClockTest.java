package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentClockTest {
    private static final long SECOND = 1_000_000_000L;

    private long monotonic = 5 * SECOND;
    private long asleep = 2 * SECOND;
    private long steps = 1_700_000_000L * SECOND;
    private long heldUp;

    private final AgentClock clock =
            new AgentClock(() -> monotonic, () -> monotonic + asleep, () -> read(monotonic + asleep + steps));

    /** The thread may be held up after any reading of the wall clock. */
    private long read(long value) {
        monotonic += heldUp;
        heldUp = 0;
        return value;
    }

    @Test
    void isTheMonotonicClockWhileTheMachineIsAwake() {
        monotonic += 10 * SECOND;
        assertThat(clock.getAsLong()).isEqualTo(monotonic);
        assertThat(clock.monotonicAt(clock.getAsLong())).isEqualTo(monotonic);
        assertThat(clock.takeReports()).isEmpty();
    }

    @Test
    void countsTheTimeThatTheMachineSlept() {
        long before = clock.getAsLong();
        asleep += 40 * SECOND;
        monotonic += AgentClock.LOOK_NANOS;
        assertThat(clock.getAsLong() - before).isEqualTo(40 * SECOND + AgentClock.LOOK_NANOS);
        assertThat(clock.monotonicAt(clock.getAsLong())).isEqualTo(monotonic);
        assertThat(clock.takeReports())
                .containsExactly("the machine slept for 40.0 s; keys that have become too old meanwhile are replaced");
        assertThat(clock.takeReports()).isEmpty();
    }

    @Test
    void countsAShortSleepWithoutAWord() {
        long before = clock.getAsLong();
        asleep += SECOND / 10;
        monotonic += AgentClock.LOOK_NANOS;
        assertThat(clock.getAsLong() - before).isEqualTo(SECOND / 10 + AgentClock.LOOK_NANOS);
        assertThat(clock.takeReports()).isEmpty();
    }

    @Test
    void neverGoesBack() {
        asleep += 40 * SECOND;
        monotonic += AgentClock.LOOK_NANOS;
        long before = clock.getAsLong();
        // No kernel does this; a broken one must not make a key young again.
        asleep -= 10 * SECOND;
        monotonic += AgentClock.LOOK_NANOS;
        assertThat(clock.getAsLong()).isEqualTo(before + AgentClock.LOOK_NANOS);
    }

    @Test
    void doesNotMoveWhenTheWallClockIsSetButTellsIt() {
        long before = clock.getAsLong();
        steps += 3_600 * SECOND;
        monotonic += AgentClock.LOOK_NANOS;
        assertThat(clock.getAsLong()).isEqualTo(before + AgentClock.LOOK_NANOS);
        assertThat(clock.takeReports())
                .singleElement()
                .asString()
                .startsWith("the wall clock was set forward by 3600.0 s");
        steps -= 5 * SECOND;
        monotonic += AgentClock.LOOK_NANOS;
        clock.getAsLong();
        assertThat(clock.takeReports()).singleElement().asString().startsWith("the wall clock was set back by 5.0 s");
    }

    @Test
    void takesAThreadThatIsHeldUpForNeitherASleepNorAStep() {
        monotonic += AgentClock.LOOK_NANOS;
        heldUp = 3 * SECOND;
        clock.getAsLong();
        monotonic += AgentClock.LOOK_NANOS;
        clock.getAsLong();
        assertThat(clock.takeReports()).isEmpty();
        assertThat(clock.getAsLong()).isEqualTo(monotonic);
    }
}
