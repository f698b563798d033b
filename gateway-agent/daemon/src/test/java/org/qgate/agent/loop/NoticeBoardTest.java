package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.Transport;
import org.qgate.control.AlarmStatus;
import org.qgate.control.ControlEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.linux.inet.IpAddress;

class NoticeBoardTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<ControlEvent> events = new ArrayList<>();
    private final AlarmBoard alarms = new AlarmBoard("alice-bob", events::add);
    private final NoticeBoard notices = new NoticeBoard(
            "alice-bob",
            new LinkEndpoints(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), 5600, 5601, Transport.TCP),
            alarms);

    private List<String> codes(long nowNanos) {
        return alarms.list(nowNanos).stream().map(AlarmStatus::code).toList();
    }

    @Test
    void raisesAnAlarmOnceAndClearsItWhenItIsOver() {
        notices.take(new LinkNotice.Starved("empty"), SECOND);
        notices.take(new LinkNotice.Starved("empty"), 2 * SECOND);
        assertThat(codes(3 * SECOND)).containsExactly("key-starvation");
        assertThat(alarms.list(3 * SECOND).get(0).ageMillis()).isEqualTo(2000);
        notices.take(new LinkNotice.Nourished(), 4 * SECOND);
        assertThat(codes(4 * SECOND)).isEmpty();
        assertThat(events)
                .containsExactly(
                        new ControlEvent.AlarmRaised(
                                "alice-bob", new AlarmStatus("key-starvation", "the current key is held: empty", 0)),
                        new ControlEvent.AlarmCleared("alice-bob", "key-starvation"));
    }

    @Test
    void saysWhatToCompareWhenThePeerNeverAnswers() {
        notices.watchFirstContact(true, SECOND);
        notices.watchFirstContact(true, 10 * SECOND);
        assertThat(codes(10 * SECOND)).isEmpty();
        notices.watchFirstContact(true, 11 * SECOND);
        assertThat(alarms.list(11 * SECOND)).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo("peer-unanswered");
            assertThat(alarm.message()).contains("TCP ports 5600 and 5601 of 192.0.2.2", "whether transport, ports");
        });
        notices.take(new LinkNotice.EpochConfirmed(1, 2), 12 * SECOND);
        notices.watchFirstContact(false, 13 * SECOND);
        notices.watchFirstContact(true, 30 * SECOND);
        assertThat(codes(31 * SECOND)).isEmpty();
    }

    @Test
    void doesNotSayThatAPeerIsSilentThatRefuses() {
        notices.take(new LinkNotice.ParametersDiffer("suite", "vpn-b", "aes-gcm-256"), 0);
        notices.watchFirstContact(true, 0);
        notices.watchFirstContact(true, 20 * SECOND);
        assertThat(codes(20 * SECOND)).containsExactly("parameters-differ");
    }

    @Test
    void endsAnAlarmByItselfThatNothingClears() {
        notices.take(new LinkNotice.KeyMismatched(3, 17, 8), 0);
        assertThat(codes(59 * SECOND)).containsExactly("key-mismatch");
        assertThat(codes(60 * SECOND)).isEmpty();
        assertThat(events).hasSize(2);
    }

    @Test
    void pairsEachAlarmWithWhatEndsIt() {
        notices.take(new LinkNotice.PeerSilent(3000), 0);
        notices.take(new LinkNotice.OutboundBlocked("age"), 0);
        notices.take(new LinkNotice.OldStateDetected("mark 5 below 9"), 0);
        notices.take(new LinkNotice.StorageFailed("disk full"), 0);
        notices.take(new LinkNotice.ResetDeferred("budget"), 0);
        notices.take(new LinkNotice.PeerRefused("replay"), 0);
        notices.take(new LinkNotice.IndexVoided(1, 2, true, "EEXIST"), 0);
        assertThat(codes(1))
                .containsExactly(
                        "old-state",
                        "outbound-blocked",
                        "peer-refused",
                        "peer-silent",
                        "reset-deferred",
                        "storage-failed");
        notices.take(new LinkNotice.PeerHeard(), 1);
        notices.take(new LinkNotice.TrafficProtected(2), 1);
        notices.take(new LinkNotice.EpochConfirmed(2, 2), 1);
        assertThat(codes(2)).containsExactly("peer-refused", "reset-deferred", "storage-failed");
    }

    @Test
    void aDisturbanceIsAnAlarmForAWhile() {
        notices.disturbed("somebody else touched this link's policies", 0);
        notices.disturbed("somebody else deleted or changed 7 SAs of this link", SECOND);
        assertThat(codes(60 * SECOND)).containsExactly("ipsec-disturbed");
        assertThat(codes(61 * SECOND)).isEmpty();
    }

    @Test
    void aClockThatMovedIsAnAlarmForAWhile() {
        notices.clocksMoved("the machine slept for 7.0 s", 0);
        assertThat(codes(59 * SECOND)).containsExactly("clocks-moved");
        assertThat(codes(61 * SECOND)).isEmpty();
    }

    @Test
    void tellsOfAVersionThatIsHeldBackUntilAnEpochComes() {
        notices.take(new LinkNotice.VersionHeldBack(1, 2), 0);
        assertThat(codes(1)).containsExactly("version-held-back");
        notices.take(new LinkNotice.EpochConfirmed(2, 2), 2);
        assertThat(codes(3)).isEmpty();
    }

    @Test
    void knowsThatANewEpochIsUnderWay() {
        notices.take(new LinkNotice.ResetStarted(2, "asked"), 0);
        assertThat(notices.isResetting()).isTrue();
        notices.take(new LinkNotice.EpochConfirmed(2, 2), 0);
        assertThat(notices.isResetting()).isFalse();
    }

    @Test
    void letsOneLineThroughPerIntervalAndCountsTheOthers() {
        LogThrottle throttle = new LogThrottle();
        List<Long> counts = new ArrayList<>();
        for (long now = 0; now <= 2 * LogThrottle.INTERVAL_NANOS; now += LogThrottle.INTERVAL_NANOS / 10) {
            throttle.log(now, counts::add);
        }
        assertThat(counts).containsExactly(1L, 10L, 10L);
    }

    @Test
    void countsThePeersChangesOverEpochs() {
        InboundMeter meter = new InboundMeter();
        meter.sample(1, 1, SECOND);
        meter.sample(1, 51, 2 * SECOND);
        assertThat(meter.meanPeriodMillis()).isEqualTo(20.0);
        meter.sample(2, 10, 2 * SECOND + SECOND / 5);
        meter.sample(2, 10, 2 * SECOND + SECOND / 4);
        assertThat(meter.changes()).isEqualTo(61);
    }
}
