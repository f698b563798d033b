package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Starvation;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** The period follows key source and data rate; what happens when keys run out is the link's policy. */
class StarvationTest {
    private static final long BLOCK_BITS = 36 * 8;
    private static final long MILLION = 1_000_000;

    private static Pair up(Starvation policy, long dataBitsPerKeyBit) {
        Pair pair =
                new Pair(LinkTimers.withPeriod(Duration.ofMillis(20).toNanos()), new KeyUse(policy, dataBitsPerKeyBit));
        pair.start();
        pair.run(Duration.ofSeconds(2));
        return pair;
    }

    private static long periodMillis(Pair pair) {
        return pair.alice.snapshot().periodNanos() / MILLION;
    }

    @Test
    void holdKeepsTheKeyWhenKeysRunOut() {
        Pair pair = up(Starvation.HOLD, 0);
        pair.alice.keySourceEmpty = true;
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.alice.notices(LinkNotice.Starved.class)).hasSize(1);
        assertThat(pair.alice.inUse()).isNotNull();
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void blockLetsNothingLeaveFromTheFirstMissedDeadlineUntilKeysComeBack() {
        Pair pair = up(Starvation.BLOCK, 0);
        pair.alice.keySourceEmpty = true;
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.alice.sendsUnder).isNull();
        assertThat(pair.alice.notices(LinkNotice.OutboundBlocked.class)).hasSize(1);
        pair.alice.keySourceEmpty = false;
        pair.run(Duration.ofSeconds(1));
        assertThat(pair.bob.inbound).containsKey(pair.alice.inUse());
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void stretchKeepsChangesRegularAtWhatTheKeySourceSustains() {
        Pair pair = up(Starvation.STRETCH, 0);
        // Ten blocks a second, and what the messages need beside them.
        long income = 10 * BLOCK_BITS + BLOCK_BITS / 3 + 1;
        pair.alice.feed(new LinkEvent.PoolReported(0, income));
        pair.run(Duration.ofSeconds(1));
        int before = pair.alice.switches.size();
        pair.run(Duration.ofSeconds(10));

        assertThat(periodMillis(pair)).isBetween(99L, 101L);
        assertThat(pair.alice.switches.size() - before).isBetween(99, 101);
        assertThat(pair.alice.notices(LinkNotice.PeriodStretched.class)).hasSize(1);

        pair.alice.feed(new LinkEvent.PoolReported(100_000 * BLOCK_BITS, income));
        pair.run(Duration.ofSeconds(1));
        assertThat(periodMillis(pair)).isEqualTo(20);
        assertThat(pair.alice.notices(LinkNotice.PeriodRestored.class)).hasSize(1);
    }

    @Test
    void aDeadSourceStretchesThePeriodAsThePoolSinksAndNeverBeyondTheLimit() {
        Pair pair = up(Starvation.STRETCH, 0);
        pair.alice.feed(new LinkEvent.PoolReported(600 * BLOCK_BITS, 0));
        assertThat(periodMillis(pair)).isEqualTo(100);
        pair.alice.feed(new LinkEvent.PoolReported(60 * BLOCK_BITS, 0));
        assertThat(periodMillis(pair)).isEqualTo(1_000);
        pair.alice.feed(new LinkEvent.PoolReported(0, 0));
        assertThat(periodMillis(pair)).isEqualTo(54_000);
    }

    @Test
    void thePeriodFollowsTheDataRateForAWantedRatio() {
        Pair pair = up(Starvation.HOLD, 1_000);
        sendFor(pair, 3, 720_000 / 8);
        // 288 key bits times 1000 data bits are 288,000 bits: 0.4 s at 720 kbit/s.
        assertThat(periodMillis(pair)).isBetween(380L, 420L);

        sendFor(pair, 3, 1_000 * MILLION);
        assertThat(periodMillis(pair)).isEqualTo(20);

        sendFor(pair, 200, 0);
        assertThat(periodMillis(pair)).isEqualTo(54_000);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    private long bytes;

    private void sendFor(Pair pair, int seconds, long bytesPerSecond) {
        for (int i = 0; i < seconds; i++) {
            pair.run(Duration.ofSeconds(1));
            bytes += bytesPerSecond;
            pair.alice.feed(new LinkEvent.OutboundCounted(bytes));
        }
    }

    @Test
    void operatorsAreToldWhenThePoolWillBeEmpty() {
        Pair pair = up(Starvation.HOLD, 0);
        // 50 changes a second and a message key every 3 s take 14,496 bits a second.
        pair.alice.feed(new LinkEvent.PoolReported(300_000, 4_496));
        assertThat(pair.alice.link.economy().untilEmptyNanos()).isEqualTo(OptionalLong.of(30_000 * MILLION));
        assertThat(pair.alice.notices(LinkNotice.PoolRunsDry.class)).hasSize(1);

        pair.alice.feed(new LinkEvent.PoolReported(300_000, 20_000));
        assertThat(pair.alice.link.economy().untilEmptyNanos()).isEmpty();
        assertThat(pair.alice.notices(LinkNotice.PoolRecovered.class)).hasSize(1);
    }
}
