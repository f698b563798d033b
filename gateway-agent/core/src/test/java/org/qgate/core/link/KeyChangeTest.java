package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.KeyFate;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

class KeyChangeTest {
    @Test
    void changesTheKeyAtEveryDeadlineInBothDirections() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        int before = pair.alice.switches.size();
        int beforeBob = pair.bob.switches.size();
        pair.run(Duration.ofSeconds(10));

        assertThat(pair.alice.switches.size() - before).isBetween(499, 501);
        assertThat(pair.bob.switches.size() - beforeBob).isBetween(499, 501);
        assertThat(pair.alice.snapshot().outbound().meanPeriodNanos()).isEqualTo(20 * Pair.MILLI);
        assertThat(pair.alice.snapshot().outbound().deadlinesMissed()).isZero();
    }

    @Test
    void everySaInUseStandsAtTheReceiver() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        for (int i = 0; i < 500; i++) {
            pair.run(Duration.ofMillis(7));
            assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
            assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);
        }
    }

    @Test
    void noSaIsUsedTwice() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.run(Duration.ofSeconds(5));

        assertThat(new HashSet<>(pair.alice.switches)).hasSameSizeAs(pair.alice.switches);
    }

    @Test
    void keepsBoundedNumbersOfSas() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.run(Duration.ofSeconds(30));

        assertThat(pair.bob.inbound.size()).isLessThan(80);
        assertThat(pair.alice.outbound.size()).isLessThan(30);
        assertThat(pair.alice.snapshot().keys().living()).isLessThan(160);
    }

    @Test
    void needsAFewMessagesASecondOnly() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long before = pair.alice.snapshot().messages().sent();
        pair.run(Duration.ofSeconds(10));

        assertThat(pair.alice.snapshot().messages().sent() - before).isLessThan(200);
    }

    @Test
    void lostControlMessagesChangeNoPeriodWhileTheWindowLasts() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long missed = pair.alice.snapshot().outbound().deadlinesMissed();
        pair.path = parcel -> pair.random.nextInt(100) >= 10;
        pair.run(Duration.ofSeconds(20));

        assertThat(pair.alice.snapshot().outbound().deadlinesMissed() - missed).isLessThan(20);
        assertThat(pair.alice.snapshot().outbound().keyChanges()).isGreaterThan(1000);
    }

    @Test
    void holdsTheKeyWithoutCreditAndGoesOnWhenThePathHeals() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.path = parcel -> false;
        pair.run(Duration.ofSeconds(5));
        var held = pair.alice.sendsUnder;

        assertThat(pair.bob.inbound).containsKey(held);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.SUSPENDED);
        assertThat(pair.alice.notices(LinkNotice.Starved.class)).isNotEmpty();

        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(3));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(1);
        assertThat(pair.alice.sendsUnder).isNotEqualTo(held);
    }

    @Test
    void blocksWhenTheHeldKeyReachesItsAgeLimit() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.path = parcel -> false;
        pair.run(Duration.ofSeconds(56));

        assertThat(pair.alice.sendsUnder).isNull();
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.BLOCKED);

        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(5));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
    }

    @Test
    void stretchesThePeriodWhenKeysRunOut() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.keySourceEmpty = true;
        pair.run(Duration.ofSeconds(3));
        int held = pair.alice.switches.size();
        pair.run(Duration.ofSeconds(1));
        assertThat(pair.alice.switches).hasSize(held);

        pair.alice.keySourceEmpty = false;
        pair.run(Duration.ofSeconds(2));
        assertThat(pair.alice.switches.size()).isGreaterThan(held + 50);
        assertThat(pair.alice.notices(LinkNotice.Nourished.class)).isNotEmpty();
    }

    @Test
    void indexRefusedByTheReceiversKernelIsVoidAndNeverUsed() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long index = pair.alice.snapshot().outbound().offeredTop() + 5;
        pair.bob.refusedInbound.add(index);
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.alice.switches).noneMatch(sa -> sa.index() == index);
        assertThat(pair.alice.snapshot().outbound().currentIndex()).isGreaterThan(index);
        assertThat(pair.alice.snapshot().outbound().deadlinesMissed()).isZero();
    }

    @Test
    void indexRefusedByTheSendersKernelIsPassedOver() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long index = pair.alice.snapshot().outbound().offeredTop() + 5;
        pair.alice.refusedOutbound.add(index);
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.alice.switches).noneMatch(sa -> sa.index() == index);
        assertThat(pair.alice.snapshot().outbound().currentIndex()).isGreaterThan(index);
    }

    @Test
    void receiverThatCanInstallNothingDoesNotBurnThePool() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long leased = pair.alice.snapshot().keys().blocksLeased();
        for (long index = 0; index < 100_000; index++) {
            pair.bob.refusedInbound.add(index);
        }
        pair.run(Duration.ofSeconds(20));

        assertThat(pair.alice.snapshot().keys().blocksLeased() - leased).isLessThan(400);
        pair.bob.refusedInbound.clear();
        pair.run(Duration.ofSeconds(10));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
    }

    @Test
    void differentBitsAreNeverUsedAndRaiseAnAlarm() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.wrongBits = true;
        pair.run(Duration.ofSeconds(4));

        assertThat(pair.bob.notices(LinkNotice.KeyMismatched.class)).isNotEmpty();
        assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
    }

    @Test
    void inboundSasOutliveTheNewsOfTheirEndByTheRetirementTime() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        var used = pair.alice.sendsUnder;
        pair.run(Duration.ofMillis(300));

        assertThat(pair.bob.inbound).containsKey(used);
        pair.run(Duration.ofSeconds(2));
        assertThat(pair.bob.inbound).doesNotContainKey(used);
        assertThat(pair.alice.outbound).doesNotContainKey(used);
    }

    @Test
    void newPeriodTakesEffectWhileRunning() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.PeriodSet(5 * Pair.MILLI));
        pair.run(Duration.ofSeconds(2));
        int before = pair.alice.switches.size();
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.alice.switches.size() - before).isBetween(998, 1002);
    }

    @Test
    void longPeriodsNeedFewSas() {
        Pair pair = Pair.up(Duration.ofSeconds(30));
        pair.run(Duration.ofSeconds(200));

        assertThat(pair.alice.switches.size()).isBetween(6, 8);
        assertThat(pair.bob.inbound.size()).isLessThan(6);
        assertThat(pair.alice.snapshot().outbound().deadlinesMissed()).isZero();
    }

    @Test
    void messageKeysChangeEveryThreeSeconds() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.run(Duration.ofSeconds(30));

        assertThat(pair.alice.snapshot().keys().controlKeyChanges()).isBetween(8L, 11L);
    }

    @Test
    void messageKeysGoOnAfterARangeOfDifferentBits() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.wrongControlBits = true;
        pair.run(Duration.ofSeconds(8));
        assertThat(pair.bob.notices(LinkNotice.KeyMismatched.class)).isNotEmpty();

        pair.bob.wrongControlBits = false;
        long before = pair.alice.snapshot().keys().controlKeyChanges();
        pair.run(Duration.ofSeconds(20));
        assertThat(pair.alice.snapshot().keys().controlKeyChanges() - before).isGreaterThanOrEqualTo(4);
    }

    @Test
    void periodLongerThanTheAgeLimitIsShortenedToIt() {
        Pair pair = Pair.up(Duration.ofMillis(20), Duration.ofSeconds(5));
        pair.alice.feed(new LinkEvent.PeriodSet(Duration.ofSeconds(30).toNanos()));
        pair.run(Duration.ofSeconds(60));

        assertThat(pair.alice.notices(LinkNotice.OutboundBlocked.class)).isEmpty();
        assertThat(pair.alice.snapshot().periodNanos()).isEqualTo(5_000 * Pair.MILLI);
    }

    @Test
    void replayedAndReflectedMessagesAreCountedAndChangeNothing() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        List<byte[]> seen = new java.util.ArrayList<>();
        pair.path = parcel -> {
            if (parcel.from() == pair.alice && parcel.datagram().port() == ControlPort.CONTROL) {
                seen.add(parcel.datagram().bytes());
            }
            return true;
        };
        pair.run(Duration.ofSeconds(1));
        var before = pair.bob.snapshot();
        seen.forEach(bytes -> pair.bob.feed(new LinkEvent.DatagramReceived(ControlPort.CONTROL, bytes)));
        seen.forEach(bytes -> pair.alice.feed(new LinkEvent.DatagramReceived(ControlPort.CONTROL, bytes)));

        assertThat(pair.bob.snapshot().messages().replayed() - before.messages().replayed())
                .isEqualTo(seen.size());
        assertThat(pair.bob.snapshot().inbound()).isEqualTo(before.inbound());
        assertThat(pair.alice.snapshot().messages().notAuthentic()).isGreaterThanOrEqualTo(seen.size());
    }

    @Test
    void leavesAnSaThatExpiredWhileTheSwitchToItWasUnderWay() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        int before = pair.alice.switches.size();
        pair.alice.expiresDuringSwitch = true;
        pair.run(Duration.ofMillis(20));

        var expired = pair.alice.switches.get(before);
        assertThat(pair.alice.inUse().index()).isGreaterThan(expired.index());
        assertThat(pair.alice.notices(LinkNotice.OutboundBlocked.class)).hasSize(1);
        assertThat(pair.bob.inbound).containsKey(pair.alice.inUse());
    }

    @Test
    void stopBlocksFirstAndLeavesNoSa() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        int from = pair.alice.effects.size();
        pair.alice.feed(new LinkEvent.StopRequested());

        List<LinkEffect> last = pair.alice.effects.subList(from, pair.alice.effects.size());
        int block = -1;
        int firstDelete = -1;
        for (int i = 0; i < last.size(); i++) {
            if (last.get(i) instanceof LinkEffect.BlockOutbound && block < 0) {
                block = i;
            }
            if (last.get(i) instanceof LinkEffect.DeleteOutbound && firstDelete < 0) {
                firstDelete = i;
            }
        }
        assertThat(block).isBetween(0, firstDelete - 1);
        assertThat(pair.alice.inbound).isEmpty();
        assertThat(pair.alice.outbound).isEmpty();
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.STOPPED);
        assertThat(pair.alice.snapshot().keys().living()).isZero();
    }

    @Test
    void everyLeasedBlockIsRecordedBeforeItIsProgrammed() {
        Pair pair = Pair.up(Duration.ofMillis(20));

        assertThat(pair.alice.recorded(KeyFate.LEASED)).isGreaterThanOrEqualTo(pair.alice.switches.size());
        assertThat(pair.bob.recorded(KeyFate.ACCEPTED)).isGreaterThanOrEqualTo(pair.alice.switches.size());
    }
}
