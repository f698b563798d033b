package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlEvent;
import org.qgate.control.DirectionStatus;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.lab.kernel.LabException;

class AgentWatchTest {
    private static final Duration NOW = Duration.ZERO;

    private final AgentWatch watch = new AgentWatch(Gateway.ALICE);

    private static String snapshot(LinkState state, long keyChanges) {
        DirectionStatus direction =
                new DirectionStatus(5, 30, 25, keyChanges, 20.0, 20.001, 0, 0, 288 * keyChanges, 1000, 12.5);
        LinkStatus link = new LinkStatus(
                "alice-bob",
                "bob",
                "192.0.2.1",
                "192.0.2.2",
                "aes-gcm-256",
                "udp",
                state,
                1,
                2,
                0,
                direction,
                direction,
                Optional.empty(),
                false,
                List.of());
        return new ControlCodec().json(new ControlEvent.Snapshot(1, 1000, List.of(link)));
    }

    @Test
    void understandsTheAgentsOwnJson() throws Exception {
        watch.accept(snapshot(LinkState.UP, 50));

        AgentWatch.Look look = watch.await(seen -> seen.link().state() == LinkState.UP, "not up", NOW);

        assertThat(look.link().outbound().keyChanges()).isEqualTo(50);
    }

    @Test
    void passesOverOtherEventsAndWhatIsNoEvent() throws Exception {
        watch.accept("qgatectl: no agent listens on /run/alice.sock");
        watch.accept(new ControlCodec()
                .json(new ControlEvent.LinkStateChanged("alice-bob", LinkState.CONNECTING, LinkState.UP, 1)));
        watch.accept("{ half a line");

        assertThat(watch.last()).isEmpty();
    }

    @Test
    void saysWhatItSawInsteadOfTheStateWaitedFor() throws Exception {
        watch.accept(snapshot(LinkState.CONNECTING, 0));

        assertThatThrownBy(
                        () -> watch.await(seen -> seen.link().state() == LinkState.UP, "the link did not come up", NOW))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("alice")
                .hasMessageContaining("the link did not come up")
                .hasMessageContaining("CONNECTING");
    }
}
