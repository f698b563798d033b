package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Starvation;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/** A block takes its time in a slow kernel, and until it is done packets leave under the SA in use. */
class BlockTest {
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final Pair pair = new Pair(LinkTimers.withPeriod(PERIOD.toNanos()), new KeyUse(Starvation.BLOCK, 0));
    private final End alice = pair.alice;

    /** Runs out of keys, so that this end blocks; returns the SA that was in use. */
    private SaName starve(End.Blocking blocking) {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        alice.blocking = blocking;
        alice.keySourceEmpty = true;
        pair.run(Duration.ofSeconds(3));
        assertThat(alice.effects).hasAtLeastOneElementOfType(LinkEffect.BlockOutbound.class);
        return alice.switches.get(alice.switches.size() - 1);
    }

    @Test
    void theSaInUseStaysUntilTheBlockIsDoneAndThenItsRetirement() {
        SaName used = starve(End.Blocking.UNDER_WAY);
        assertThat(alice.outbound).containsKey(used);
        assertThat(alice.snapshot().outbound().residentSas()).isEqualTo(1);
        alice.finishBlock();
        pair.run(Duration.ofMillis(90));
        assertThat(alice.outbound).containsKey(used);
        pair.run(Duration.ofMillis(70));
        assertThat(alice.outbound).doesNotContainKey(used);
        assertThat(alice.snapshot().outbound().residentSas()).isZero();
    }

    @Test
    void theSaInUseGoesAtOnceWhereTheBlockIsRefused() {
        SaName used = starve(End.Blocking.REFUSED);
        assertThat(alice.outbound).doesNotContainKey(used);
        LinkEffect.BlockOutbound block = alice.effects.stream()
                .filter(LinkEffect.BlockOutbound.class::isInstance)
                .map(LinkEffect.BlockOutbound.class::cast)
                .findFirst()
                .orElseThrow();
        int at = alice.effects.indexOf(block);
        assertThat(alice.effects.subList(at, at + 6))
                .anyMatch(effect -> effect instanceof LinkEffect.DeleteOutbound delete
                        && delete.sa().equals(used));
    }

    /** Packets that wait for their turn hold it, as after any switch. */
    @Test
    void theSaThatWasInUseRetiresWhereASwitchHasFollowedARefusedBlock() {
        SaName used = starve(End.Blocking.UNDER_WAY);
        SaName next = switchAndRefuseTheBlock();
        assertThat(alice.outbound).containsKeys(used, next);
        alice.feed(new LinkEvent.OutboundSwitched(next));
        pair.run(Duration.ofMillis(90));
        assertThat(alice.outbound).containsKey(used);
        pair.run(Duration.ofMillis(70));
        assertThat(alice.outbound).doesNotContainKey(used);
    }

    @Test
    void theSaThatWasInUseGoesWhereTheBlockAndTheSwitchAfterItAreRefused() {
        SaName used = starve(End.Blocking.UNDER_WAY);
        SaName next = switchAndRefuseTheBlock();
        alice.feed(new LinkEvent.SwitchRefused(next, "ENOMEM"));
        assertThat(alice.outbound).doesNotContainKeys(used, next);
    }

    /** The switch is asked for before the kernel answers the block; returns the SA that it is to. */
    private SaName switchAndRefuseTheBlock() {
        int before = alice.switches.size();
        alice.switchesUnanswered = true;
        alice.keySourceEmpty = false;
        pair.run(Duration.ofSeconds(1));
        assertThat(alice.switches).hasSize(before + 1);
        alice.feed(new LinkEvent.BlockRefused("ENOMEM"));
        return alice.inUse();
    }

    @Test
    void anOrderlyStopDeletesWhatPacketsMayLeaveUnderWhenTheBlockIsDone() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        alice.blocking = End.Blocking.UNDER_WAY;
        SaName used = alice.inUse();
        alice.feed(new LinkEvent.StopRequested());
        assertThat(alice.outbound).containsKey(used);
        alice.finishBlock();
        assertThat(alice.outbound).isEmpty();
    }

    @Test
    void anOrderlyStopDeletesEverythingWhereTheBlockIsRefused() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        alice.blocking = End.Blocking.REFUSED;
        alice.feed(new LinkEvent.StopRequested());
        assertThat(alice.outbound).isEmpty();
    }

    @Test
    void aKeyThatExpiresWhileItsSuccessorIsOnTheWayDoesNotBlockTheSuccessor() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        alice.switchesUnanswered = true;
        SaName before = alice.inUse();
        pair.run(PERIOD.plusMillis(5));
        SaName next = alice.inUse();
        assertThat(next).isNotEqualTo(before);
        alice.feed(new LinkEvent.SaExpired(before, true));
        assertThat(alice.effects).doesNotHaveAnyElementsOfTypes(LinkEffect.BlockOutbound.class);

        alice.switchesUnanswered = false;
        alice.feed(new LinkEvent.SwitchRefused(next, "ENOMEM"));
        assertThat(alice.effects).hasAtLeastOneElementOfType(LinkEffect.BlockOutbound.class);
        pair.run(Duration.ofSeconds(1));
        assertThat(alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.inbound).containsKey(alice.inUse());
    }

    @Test
    void aLinkThatIsHeldDuringASwitchKeepsBothSasUntilTheBlockIsDone() {
        pair.start();
        pair.run(Duration.ofSeconds(2));
        alice.switchesUnanswered = true;
        alice.blocking = End.Blocking.UNDER_WAY;
        SaName before = alice.inUse();
        pair.run(PERIOD.plusMillis(5));
        SaName next = alice.inUse();
        alice.feed(new LinkEvent.TrafficHeld());
        pair.run(Duration.ofSeconds(1));
        assertThat(alice.outbound).containsOnlyKeys(before, next);
        alice.finishBlock();
        pair.run(Duration.ofSeconds(1));
        assertThat(alice.outbound).isEmpty();
    }
}
