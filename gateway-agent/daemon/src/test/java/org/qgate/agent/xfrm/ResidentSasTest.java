package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmId;

class ResidentSasTest {
    private static final LinkName LINK = new LinkName("alice-bob");
    private static final int ESP = 50;
    private static final int AH = 51;

    private final List<LinkEvent> told = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private final ResidentSas residents = new ResidentSas((link, event) -> told.add(event), new Disturbances() {
        @Override
        public void policiesTouched(LinkName link) {
            throw new AssertionError("SAs are no policies");
        }

        @Override
        public void sasLost(LinkName link, int count) {
            assertThat(link).isEqualTo(LINK);
            lost.add(count);
        }
    });
    private final TrafficCounters inbound = new TrafficCounters();

    private static XfrmId id(int spi) {
        return new XfrmId(IpAddress.parse("192.0.2.1"), spi, ESP);
    }

    private static SaName name(long index) {
        return new SaName(LINK, 1, Direction.LOW_TO_HIGH, Channel.DATA, index);
    }

    @Test
    void anSaThatWentWithoutAnEventIsFoundAndTold() {
        residents.enter(id(1001), new ResidentSa(name(1), inbound));
        residents.enter(id(1002), new ResidentSa(name(2), inbound));

        assertThat(residents.requireStanding(residents.expected(inbound), Set.of(id(1002))))
                .isEqualTo(1);
        assertThat(told).containsExactly(new LinkEvent.SaExpired(name(1), true));
        assertThat(lost).containsExactly(1);
        assertThat(residents.requireStanding(residents.expected(inbound), Set.of(id(1002))))
                .isZero();
    }

    @Test
    void othersAndThoseOnTheirWayOutAreNotMissed() {
        ResidentSa leaving = new ResidentSa(name(1), inbound);
        leaving.askDeletion();
        residents.enter(id(1001), leaving);
        residents.enter(id(2001), new ResidentSa(name(7), new TrafficCounters()));

        assertThat(residents.requireStanding(residents.expected(inbound), Set.of()))
                .isZero();
        assertThat(told).isEmpty();
        assertThat(lost).isEmpty();
    }

    @Test
    void anSaThatComesOrGoesWhileTheKernelIsAskedIsNotMissed() {
        residents.enter(id(1001), new ResidentSa(name(1), inbound));
        Map<XfrmId, ResidentSa> expected = residents.expected();
        residents.enter(id(1002), new ResidentSa(name(2), inbound));
        residents.withdraw(id(1001));

        assertThat(residents.requireStanding(expected, Set.of())).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aFlushVoidsAllAtOnceAndIsOneDisturbance() {
        residents.enter(id(1001), new ResidentSa(name(1), inbound));
        residents.enter(id(1002), new ResidentSa(name(2), inbound));
        residents.follow(new XfrmEvent.SasFlushed(AH));
        assertThat(told).isEmpty();

        residents.follow(new XfrmEvent.SasFlushed(0));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new LinkEvent.SaExpired(name(1), true), new LinkEvent.SaExpired(name(2), true));
        assertThat(lost).containsExactly(2);
        assertThat(residents.size()).isZero();
    }

    @Test
    void whatWasAskedForIsNoDisturbance() {
        ResidentSa leaving = new ResidentSa(name(1), inbound);
        residents.enter(id(1001), leaving);
        leaving.askDeletion();
        residents.follow(new XfrmEvent.SaDeleted(id(1001), Optional.empty()));
        assertThat(told).isEmpty();
        assertThat(lost).isEmpty();
        assertThat(residents.size()).isZero();
    }

    @Test
    void missingEventsLeadToALook() {
        List<String> looks = new ArrayList<>();
        residents.onEventsMissing(() -> looks.add("look"));
        residents.follow(new XfrmEvent.Lost("the receive buffer overran"));
        assertThat(looks).containsExactly("look");
    }
}
