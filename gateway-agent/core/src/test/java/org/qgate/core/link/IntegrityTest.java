package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.Channel;
import org.qgate.core.model.PacketCount;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** What the kernel's counters of refused packets lead to, and what an outsider who raises them can reach. */
class IntegrityTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Pair pair = Pair.up(Duration.ofSeconds(2));
    private long deciphered;
    private long failures;
    private long suspicious;
    private long missing;

    /** A second passes at bob, in which the kernel counts. */
    private void second(long moreDeciphered, long moreFailures, long moreMissing, PacketCount ofSa) {
        suspicious += ofSa.deciphered() == 0 ? moreFailures : 0;
        pair.run(SECOND);
        deciphered += moreDeciphered;
        failures += moreFailures;
        missing += moreMissing;
        LinkSnapshot snapshot = pair.bob.snapshot();
        SaName sa = new SaName(
                snapshot.parameters().link(),
                snapshot.epoch(),
                snapshot.parameters().role().receives(),
                Channel.DATA,
                snapshot.inbound().senderIndex());
        pair.bob.feed(
                new LinkEvent.InboundCounted(new PacketCount(deciphered, failures), suspicious, missing, sa, ofSa));
    }

    private void second(long moreDeciphered, long moreFailures) {
        second(moreDeciphered, moreFailures, 0, new PacketCount(0, 0));
    }

    @Test
    void newEpochWhenNothingDeciphersForThreeReportsAndThePathIsProven() {
        second(0, 0);
        for (int i = 0; i < IntegrityWatch.REPORTS_MAX; i++) {
            second(0, 100);
        }
        pair.run(SECOND);

        assertThat(pair.bob.notices(LinkNotice.PacketsRefused.class)).hasSize(1);
        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class)).hasSize(1);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void noEpochWithoutAPath() {
        pair.path = parcel -> false;
        second(0, 0);
        for (int i = 0; i < 20; i++) {
            second(0, 100);
        }

        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class)).isEmpty();
    }

    @Test
    void insertedPacketsRaiseAnAlarmAndNothingElse() {
        second(0, 0);
        long voids = pair.bob.snapshot().inbound().voids();
        for (int i = 0; i < 100; i++) {
            second(1, 1_000_000);
        }

        assertThat(pair.bob.notices(LinkNotice.PacketsRefused.class)).hasSize(2);
        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class)).isEmpty();
        assertThat(pair.bob.snapshot().inbound().voids()).isEqualTo(voids);
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(1);
    }

    @Test
    void anIdleLinkIsNotResetByForgeriesUnderAnSpiOnceSeen() {
        second(5, 0);
        for (int i = 0; i < 100; i++) {
            second(0, 1_000, 0, new PacketCount(5, 1_000L * i));
        }

        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class)).isEmpty();
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(1);
    }

    @Test
    void whoDropsAllAndForgesForAnHourGetsABoundedNumberOfEpochs() {
        second(0, 0);
        for (int i = 0; i < 3600; i++) {
            second(0, 1_000);
        }

        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class).size())
                .isBetween(IntegrityWatch.RESETS_PER_HOUR, 2 * IntegrityWatch.RESETS_PER_HOUR);
        assertThat(pair.bob.notices(LinkNotice.ResetDeferred.class)).isNotEmpty();
    }

    @Test
    void anSaUnderWhichNothingDeciphersIsVoidAndLeftSoon() {
        Pair slow = Pair.up(Duration.ofSeconds(20));
        slow.run(Duration.ofSeconds(1));
        SaName bad = slow.alice.inUse();
        slow.bob.feed(new LinkEvent.InboundCounted(new PacketCount(0, 0), 0, 0, bad, new PacketCount(0, 0)));
        slow.run(SECOND);
        slow.bob.feed(new LinkEvent.InboundCounted(new PacketCount(0, 50), 50, 0, bad, new PacketCount(0, 50)));

        assertThat(slow.bob.inbound).containsKey(bad);
        slow.run(SECOND);
        assertThat(slow.alice.inUse().index()).isGreaterThan(bad.index());
        assertThat(slow.bob.inbound).doesNotContainKey(bad).containsKey(slow.alice.inUse());
        assertThat(slow.alice.snapshot().epoch()).isEqualTo(1);
    }

    @Test
    void packetsWithoutAnSaLeadToALookAtTheKernelOnly() {
        second(0, 0);
        for (int i = 0; i < 100; i++) {
            second(0, 0, 1_000_000, new PacketCount(0, 0));
        }

        assertThat(pair.bob.effects.stream().filter(LinkEffect.VerifyInbound.class::isInstance))
                .hasSize(10);
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(1);
    }
}
