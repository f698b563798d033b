package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** The suite belongs to an epoch: a new one takes over beside the old one. */
class SuiteChangeTest {
    private static final LinkTerms BEFORE = new LinkTerms(Suite.AES_GCM_256, 0);
    private static final LinkTerms AFTER = new LinkTerms(Suite.AES_CBC_256_HMAC_SHA_256, 0);

    private static void permit(Pair pair) {
        pair.alice.feed(new LinkEvent.TermsSet(BEFORE, Optional.of(AFTER)));
        pair.bob.feed(new LinkEvent.TermsSet(BEFORE, Optional.of(AFTER)));
    }

    private static void propose(End end, LinkTerms terms, LinkTerms other) {
        end.feed(new LinkEvent.TermsSet(terms, Optional.of(other)));
        end.feed(new LinkEvent.ResetRequested());
    }

    private static void runWithoutAGap(Pair pair) {
        for (int i = 0; i < 400; i++) {
            pair.run(Duration.ofMillis(5));
            assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
            assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);
            assertThat(pair.alice.suites.get(pair.alice.inUse())).isEqualTo(pair.bob.suites.get(pair.alice.inUse()));
        }
    }

    @Test
    void theNewSuiteTakesOverWithoutAGap() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        permit(pair);
        propose(pair.alice, AFTER, BEFORE);
        propose(pair.bob, AFTER, BEFORE);
        runWithoutAGap(pair);

        assertThat(pair.alice.link.suite()).isEqualTo(Suite.AES_CBC_256_HMAC_SHA_256);
        assertThat(pair.bob.link.suite()).isEqualTo(Suite.AES_CBC_256_HMAC_SHA_256);
        assertThat(pair.alice.suites.get(pair.alice.inUse())).isEqualTo(Suite.AES_CBC_256_HMAC_SHA_256);
        assertThat(pair.bob.suites.get(pair.bob.inUse())).isEqualTo(Suite.AES_CBC_256_HMAC_SHA_256);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.notices(LinkNotice.KeyMismatched.class)).isEmpty();
        assertThat(pair.bob.notices(LinkNotice.KeyMismatched.class)).isEmpty();
        assertThat(pair.alice.notices(LinkNotice.ParametersDiffer.class)).isEmpty();
    }

    @Test
    void eitherEndCanTurnBackByItself() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        permit(pair);
        propose(pair.alice, AFTER, BEFORE);
        propose(pair.bob, AFTER, BEFORE);
        runWithoutAGap(pair);
        propose(pair.bob, BEFORE, AFTER);
        runWithoutAGap(pair);

        assertThat(pair.alice.link.suite()).isEqualTo(Suite.AES_GCM_256);
        assertThat(pair.bob.suites.get(pair.bob.inUse())).isEqualTo(Suite.AES_GCM_256);
    }

    @Test
    void aSuiteThatThePeerDoesNotPermitChangesNothing() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        propose(pair.alice, AFTER, BEFORE);
        runWithoutAGap(pair);

        assertThat(pair.alice.link.suite()).isEqualTo(Suite.AES_GCM_256);
        assertThat(pair.bob.notices(LinkNotice.ParametersDiffer.class)).isNotEmpty();

        pair.alice.feed(new LinkEvent.TermsSet(BEFORE, Optional.empty()));
        pair.run(Duration.ofSeconds(4));
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(pair.bob.snapshot().epoch());
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void aRestartedEndComesBackWithWhatItIsConfiguredWith() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        permit(pair);
        propose(pair.alice, AFTER, BEFORE);
        propose(pair.bob, AFTER, BEFORE);
        runWithoutAGap(pair);
        pair.alice.restart();
        pair.run(Duration.ofSeconds(2));

        assertThat(pair.alice.link.suite()).isEqualTo(Suite.AES_GCM_256);
        assertThat(pair.bob.link.suite()).isEqualTo(Suite.AES_GCM_256);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
    }

    /**
     * An end that has committed a change turns back at any time after its peer, which had not, was killed and has come back with the old
     * suite: two epochs may begin one right after the other, and each packet under way finds its key.
     */
    @Test
    void noPacketIsLostWhenAnEndTurnsBackRightAfterItsPeerCameBack() {
        for (int turnsBackAfterMillis = 0; turnsBackAfterMillis < 400; turnsBackAfterMillis += 3) {
            Pair pair = Pair.up(Duration.ofMillis(100));
            permit(pair);
            propose(pair.alice, AFTER, BEFORE);
            propose(pair.bob, AFTER, BEFORE);
            Packets packets = new Packets(pair);
            packets.run(1_000);
            pair.bob.running = false;
            packets.run(1_100);
            pair.bob.restart();
            packets.run(turnsBackAfterMillis);
            propose(pair.alice, BEFORE, AFTER);
            packets.run(2_000);

            assertThat(packets.lost)
                    .as("turned back after %d ms", turnsBackAfterMillis)
                    .isEmpty();
            assertThat(pair.alice.link.suite()).isEqualTo(Suite.AES_GCM_256);
            assertThat(pair.bob.link.runs(BEFORE)).isTrue();
            assertThat(pair.bob.link.runs(AFTER)).isFalse();
        }
    }

    @Test
    void tellsThePeersAgentOfAChange() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        ChangeNews news = new ChangeNews(1, 2, 3, ChangeNews.State.UNDECIDED, ChangeNews.Question.STATE, 4);
        pair.alice.feed(new LinkEvent.ChangeTold(news));
        pair.run(Duration.ofMillis(10));

        assertThat(pair.bob.effects).contains(new LinkEffect.ChangeHeard(news));
        assertThat(pair.alice.effects).doesNotContain(new LinkEffect.ChangeHeard(news));
    }

    @Test
    void aLinkThatIsHeldSendsNothingAndStillSpeaks() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.TrafficHeld());
        pair.run(Duration.ofSeconds(2));
        pair.bob.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(2));
        ChangeNews news = new ChangeNews(1, 2, 3, ChangeNews.State.CONFIRMED, ChangeNews.Question.STATE, 4);
        pair.alice.feed(new LinkEvent.ChangeTold(news));
        pair.run(Duration.ofMillis(10));

        assertThat(pair.alice.sendsUnder).isNull();
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.BLOCKED);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.effects).contains(new LinkEffect.ChangeHeard(news));
    }

    @Test
    void trafficThatIsReleasedLeavesUnderAFreshKey() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        SaName last = pair.alice.inUse();
        pair.alice.feed(new LinkEvent.TrafficHeld());
        pair.run(Duration.ofSeconds(2));
        pair.alice.feed(new LinkEvent.TrafficReleased());
        pair.run(Duration.ofSeconds(1));

        assertThat(pair.alice.inUse()).isNotEqualTo(last);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        runWithoutAGap(pair);
    }

    @Test
    void trafficIsReleasedIntoAnEpochThatBeganMeanwhileOrIsToCome() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.TrafficHeld());
        pair.bob.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(2));
        pair.alice.feed(new LinkEvent.TrafficReleased());
        pair.run(Duration.ofSeconds(1));
        assertThat(pair.alice.inUse().epoch()).isEqualTo(pair.bob.snapshot().epoch());

        pair.alice.restart();
        pair.alice.feed(new LinkEvent.TrafficHeld());
        pair.alice.feed(new LinkEvent.TrafficReleased());
        pair.run(Duration.ofSeconds(2));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void withoutAnEpochNothingIsTold() {
        Pair pair = new Pair(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.ChangeTold(
                new ChangeNews(1, 2, 3, ChangeNews.State.UNDECIDED, ChangeNews.Question.STATE, 4)));
        assertThat(pair.alice.effects).isEmpty();
    }
}
