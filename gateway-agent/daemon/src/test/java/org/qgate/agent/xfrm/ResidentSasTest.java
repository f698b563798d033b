package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.xfrm.XfrmId;

class ResidentSasTest {
    private static final LinkName LINK = new LinkName("alice-bob");
    private static final int ESP = 50;

    private final List<LinkEvent> told = new ArrayList<>();
    private final ResidentSas residents = new ResidentSas((link, event) -> told.add(event));
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

        assertThat(residents.requireStanding(inbound, Set.of(id(1002)))).isEqualTo(1);
        assertThat(told).containsExactly(new LinkEvent.SaExpired(name(1), true));
        assertThat(residents.requireStanding(inbound, Set.of(id(1002)))).isZero();
    }

    @Test
    void othersAndThoseOnTheirWayOutAreNotMissed() {
        ResidentSa leaving = new ResidentSa(name(1), inbound);
        leaving.askDeletion();
        residents.enter(id(1001), leaving);
        residents.enter(id(2001), new ResidentSa(name(7), new TrafficCounters()));

        assertThat(residents.requireStanding(inbound, Set.of())).isZero();
        assertThat(told).isEmpty();
    }
}
