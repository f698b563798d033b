package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.core.model.Versions;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** Ends that speak different versions, upgrades in either order, and the floor; section 18 of the protocol. */
class VersionsTest {
    /** Where a message says its type, and that of a HELLO. */
    private static final int TYPE = 3;

    private static final int HELLO = 1;

    private static final Versions ONLY_NEWEST = new Versions(Versions.NEWEST, Versions.NEWEST);

    private final Pair pair = new Pair(Duration.ofMillis(20));
    private final Set<Integer> versionsOfEpochs = new HashSet<>();
    private final List<LinkEffect.SendDatagram> sent = new ArrayList<>();

    private static int version(LinkEffect.SendDatagram datagram) {
        return datagram.bytes()[2];
    }

    private static String text(LinkEffect.SendDatagram datagram) {
        return HexFormat.of().formatHex(datagram.bytes());
    }

    private void record() {
        pair.path = parcel -> {
            sent.add(parcel.datagram());
            if (parcel.datagram().port() == ControlPort.CONTROL) {
                versionsOfEpochs.add(version(parcel.datagram()));
            }
            return true;
        };
    }

    private End end(boolean low) {
        return low ? pair.alice : pair.bob;
    }

    private void assertAgreedOn(int version) {
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().version()).isEqualTo(version);
        assertThat(pair.bob.snapshot().version()).isEqualTo(version);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(pair.bob.snapshot().epoch());
        assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
        assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);
    }

    @Test
    void equalEndsAgreeOnTheNewest() {
        record();
        pair.start();
        pair.run(Duration.ofSeconds(2));
        assertAgreedOn(Versions.NEWEST);
        assertThat(versionsOfEpochs).containsExactly(Versions.NEWEST);
        assertThat(pair.alice.notices(LinkNotice.EpochConfirmed.class))
                .containsExactly(new LinkNotice.EpochConfirmed(1, Versions.NEWEST));
    }

    @Test
    void theOtherFormOfAProposalThatIsAnsweredIsNoNews() {
        record();
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(2));
        assertAgreedOn(Versions.NEWEST);
        assertThat(sent).anyMatch(datagram -> version(datagram) == Versions.OLDEST);
        assertThat(pair.bob.snapshot().messages().stale()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOldEndIsMetInItsVersionAndCanBeUpgraded(boolean oldIsLow) {
        end(oldIsLow).install(Versions.first());
        record();
        pair.start();
        pair.run(Duration.ofSeconds(5));
        assertAgreedOn(1);
        assertThat(versionsOfEpochs).containsExactly(1);

        end(oldIsLow).install(Versions.ALL);
        end(oldIsLow).restart();
        pair.run(Duration.ofSeconds(3));
        assertAgreedOn(Versions.NEWEST);
    }

    /** Or each reset would begin with repetitions that nobody answers. */
    @Test
    void anOldPeerIsRememberedUntilItIsUpgraded() {
        pair.bob.install(Versions.first());
        record();
        pair.start();
        pair.run(Duration.ofSeconds(5));
        assertAgreedOn(1);

        long epoch = pair.alice.snapshot().epoch();
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofMillis(500));
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(epoch + 1);
        assertAgreedOn(1);

        pair.bob.install(Versions.ALL);
        pair.bob.restart();
        pair.run(Duration.ofSeconds(3));
        assertAgreedOn(Versions.NEWEST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndThatIsUpgradedFirstGoesOnInTheOldVersion(boolean firstIsLow) {
        pair.alice.install(Versions.first());
        pair.bob.install(Versions.first());
        record();
        pair.start();
        pair.run(Duration.ofSeconds(2));
        assertAgreedOn(1);

        End first = end(firstIsLow);
        first.install(Versions.ALL);
        first.restart();
        pair.run(Duration.ofSeconds(6));
        assertAgreedOn(1);
        assertThat(versionsOfEpochs).containsExactly(1);

        End second = end(!firstIsLow);
        second.install(Versions.ALL);
        second.restart();
        pair.run(Duration.ofSeconds(3));
        assertAgreedOn(Versions.NEWEST);

        // And back.
        first.install(Versions.first());
        first.restart();
        pair.run(Duration.ofSeconds(6));
        assertAgreedOn(1);
    }

    @Test
    void aHelloGoesOutInBothVersionsEachTimeAndKeepsItsBytes() {
        pair.path = parcel -> {
            sent.add(parcel.datagram());
            return false;
        };
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(20));
        List<Integer> order = sent.stream().map(VersionsTest::version).toList();
        assertThat(order).startsWith(2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1);
        assertThat(sent.stream().map(VersionsTest::text)).containsOnly(text(sent.get(0)), text(sent.get(1)));
    }

    @Test
    void aPeerThatSpokeTheNewestHearsOfTheVersionBeforeOnlyAfterAWhile() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        pair.path = parcel -> {
            boolean greets = parcel.datagram().port() == ControlPort.HELLO;
            if (greets) {
                sent.add(parcel.datagram());
            }
            return !greets;
        };
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(10));
        List<Integer> order = sent.stream().map(VersionsTest::version).toList();
        assertThat(order).startsWith(2, 2, 2, 2, 2, 2, 1, 2, 1, 2, 1);
    }

    /** However the repetitions fall: each of them is understood. */
    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32, 33, 34})
    void afterACutAnOlderPeerAgreesWithTheNextRepetition(int seconds) {
        pair.bob.install(Versions.first());
        pair.start();
        pair.run(Duration.ofSeconds(5));
        long epoch = pair.alice.snapshot().epoch();
        pair.path = parcel -> false;
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(seconds));
        pair.path = parcel -> true;
        pair.run(Duration.ofNanos(Proposer.REPEAT_MAX_NANOS * 5 / 4).plusMillis(50));
        assertAgreedOn(1);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(epoch + 1);
    }

    @Test
    void oneProposalInTwoVersionsMakesOneEpoch() {
        pair.path = parcel -> parcel.from() == pair.alice || parcel.datagram().port() != ControlPort.HELLO;
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(10));
        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(6));
        assertAgreedOn(Versions.NEWEST);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(1);
    }

    @Test
    void aFloorIsNotGoneBelow() {
        pair.alice.install(ONLY_NEWEST);
        pair.bob.install(Versions.first());
        record();
        pair.start();
        pair.run(Duration.ofSeconds(30));
        assertThat(pair.alice.snapshot().epoch()).isZero();
        assertThat(pair.bob.snapshot().epoch()).isZero();
        assertThat(pair.alice.snapshot().messages().malformed()).isPositive();
        assertThat(versionsOfEpochs).isEmpty();

        pair.bob.install(Versions.ALL);
        pair.bob.restart();
        pair.run(Duration.ofSeconds(4));
        assertAgreedOn(Versions.NEWEST);
    }

    /** Whoever can drop messages gets no epoch at all, and not unseen; the epoch in force goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holdingTheNewestBackLeadsToNoLowerVersion(boolean upBefore) {
        if (upBefore) {
            pair.start();
            pair.run(Duration.ofSeconds(2));
        }
        long epoch = pair.alice.snapshot().epoch();
        pair.path = parcel -> {
            sent.add(parcel.datagram());
            return parcel.datagram().port() == ControlPort.CONTROL || version(parcel.datagram()) != Versions.NEWEST;
        };
        pair.alice.feed(upBefore ? new LinkEvent.ResetRequested() : new LinkEvent.Started());
        pair.run(Duration.ofSeconds(30));
        assertThat(sent).anyMatch(datagram -> version(datagram) == Versions.OLDEST);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(epoch);
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(epoch);
        assertToldThatTheNewestIsHeldBack(pair.alice);
        assertToldThatTheNewestIsHeldBack(pair.bob);

        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(6));
        assertAgreedOn(Versions.NEWEST);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(epoch + 1);
    }

    private static void assertToldThatTheNewestIsHeldBack(End end) {
        assertThat(end.notices(LinkNotice.VersionHeldBack.class))
                .isNotEmpty()
                .containsOnly(new LinkNotice.VersionHeldBack(Versions.OLDEST, Versions.NEWEST));
    }

    /** The one whose proposal wins answers none, and is answered nothing else. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothEndsThatProposeAreToldThatTheNewestIsHeldBack(boolean repliesToo) {
        pair.path = parcel -> parcel.datagram().port() == ControlPort.HELLO
                && version(parcel.datagram()) == Versions.OLDEST
                && (repliesToo || parcel.datagram().bytes()[TYPE] == HELLO);
        pair.start();
        pair.run(Duration.ofSeconds(30));
        assertThat(pair.alice.snapshot().epoch()).isZero();
        assertThat(pair.bob.snapshot().epoch()).isZero();
        assertToldThatTheNewestIsHeldBack(pair.alice);
        assertToldThatTheNewestIsHeldBack(pair.bob);

        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(4));
        assertAgreedOn(Versions.NEWEST);
    }

    @Test
    void aSingleHelloOfTheVersionBeforeIsNoNews() {
        boolean[] open = {false};
        pair.path = parcel -> open[0] |= version(parcel.datagram()) == Versions.OLDEST;
        pair.bob.feed(new LinkEvent.Started());
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(10));
        assertAgreedOn(Versions.NEWEST);
        assertThat(pair.alice.notices(LinkNotice.VersionHeldBack.class)).isEmpty();
        assertThat(pair.bob.notices(LinkNotice.VersionHeldBack.class)).isEmpty();
    }

    @Test
    void aMessageOfAnotherVersionThanItsEpochsIsNotTaken() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        pair.path = parcel -> {
            sent.add(parcel.datagram());
            return false;
        };
        pair.run(Duration.ofMillis(100));
        LinkEffect.SendDatagram ofBob = sent.stream()
                .filter(datagram -> datagram.bytes()[12] == 1)
                .findFirst()
                .orElseThrow();
        byte[] older = ofBob.bytes().clone();
        older[2] = 1;
        LinkSnapshot.Messages before = pair.alice.snapshot().messages();
        pair.alice.feed(new LinkEvent.DatagramReceived(ofBob.port(), older));
        assertThat(pair.alice.snapshot().messages().received()).isEqualTo(before.received());
        assertThat(pair.alice.snapshot().messages().stale()).isEqualTo(before.stale() + 1);
        pair.alice.feed(new LinkEvent.DatagramReceived(ofBob.port(), ofBob.bytes()));
        assertThat(pair.alice.snapshot().messages().received()).isEqualTo(before.received() + 1);
    }
}
