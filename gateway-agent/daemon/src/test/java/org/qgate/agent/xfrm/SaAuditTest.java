package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.xfrm.XfrmId;

class SaAuditTest {
    private static final SaName SA = new SaName(new LinkName("alice-bob"), 1, Direction.LOW_TO_HIGH, Channel.DATA, 1);

    private final List<LinkEvent> told = new ArrayList<>();
    private final ResidentSas residents = new ResidentSas((link, event) -> told.add(event), Disturbances.UNHEARD);

    @Test
    void missesWhatTheKernelHasNot() {
        residents.enter(new XfrmId(IpAddress.parse("192.0.2.1"), 1001, 50), new ResidentSa(SA, new TrafficCounters()));
        SaAudit.look(new ModelKernel().socket(), residents);
        assertThat(told).containsExactly(new LinkEvent.SaExpired(SA, true));
        assertThat(residents.size()).isZero();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsWhenItIsStopped() throws Exception {
        SaAudit audit = SaAudit.start(new ModelKernel().socket(), residents);
        audit.stop();
        assertThat(told).isEmpty();
    }
}
