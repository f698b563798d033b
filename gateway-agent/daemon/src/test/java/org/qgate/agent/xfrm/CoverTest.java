package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.XfrmSocket;

/** Policies of a link whose selectors are changed while it runs. */
class CoverTest {
    private static final LinkName LINK = new LinkName("alice-bob");
    private static final SaName FIRST = new SaName(LINK, 1, Direction.LOW_TO_HIGH, Channel.DATA, 1);
    private static final TrafficSelector OLD = selector("10.1.0.0/24", "10.2.0.0/24");
    private static final TrafficSelector NEW = selector("10.1.8.0/24", "10.2.8.0/24");
    private static final List<TrafficSelector> BOTH = List.of(OLD, NEW);
    private static final String BLOCKS_IN_ORDER = "policy out block, policy in block, policy fwd block";

    private final SecretArena arena = TestLinks.arena();
    private final ModelKernel kernel = new ModelKernel();
    private final XfrmSocket socket = kernel.socket();
    private XfrmSaProgrammer programmer = programmer();
    private XfrmGateway gateway = new XfrmGateway(socket, programmer, new PolicyWatch(Disturbances.UNHEARD));
    private XfrmLink link = new XfrmLink(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"));

    private static TrafficSelector selector(String local, String remote) {
        return new TrafficSelector(IpPrefix.parse(local), IpPrefix.parse(remote));
    }

    private XfrmSaProgrammer programmer() {
        return new XfrmSaProgrammer(socket, new ResidentSas((link, event) -> {}, Disturbances.UNHEARD), arena);
    }

    @BeforeEach
    void prepare() throws Exception {
        gateway.prepare(link);
        switchTo(0x1001);
        kernel.log().clear();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private void switchTo(int spi) {
        programmer.add(link, new LinkEffect.SwitchOutbound(FIRST, spi));
        programmer.execute((name, event) -> {});
    }

    @Test
    void whatIsAddedBlocksFirstAndIsSentUnderTheKeyInUse() throws Exception {
        gateway.cover(link, new TrafficCover(BOTH, List.of(OLD), List.of(OLD)));
        assertThat(kernel.policies("10.2.8.0")).containsExactly("out block", "in block", "fwd block");
        gateway.cover(link, new TrafficCover(BOTH, BOTH, List.of(OLD)));
        assertThat(kernel.policies("10.2.8.0")).noneMatch(policy -> policy.startsWith("out protect"));
        gateway.cover(link, TrafficCover.whole(BOTH));
        assertThat(kernel.policies("10.2.8.0"))
                .contains("out protect 00001001")
                .containsExactlyInAnyOrderElementsOf(kernel.policies("10.2.0.0"));

        switchTo(0x1002);
        assertThat(kernel.policies("10.2.0.0")).contains("out protect 00001002");
        assertThat(kernel.policies("10.2.8.0")).contains("out protect 00001002");
        assertThat(String.join(", ", kernel.log())).startsWith(BLOCKS_IN_ORDER);
    }

    @Test
    void whatGoesIsNotSentThenNotReceivedAndUnblockedLast() throws Exception {
        gateway.cover(link, TrafficCover.whole(BOTH));
        kernel.log().clear();
        gateway.cover(link, TrafficCover.whole(List.of(NEW)));

        assertThat(kernel.policies("10.2.0.0")).isEmpty();
        assertThat(kernel.policies("10.2.8.0")).hasSize(6);
        assertThat(kernel.log().stream().filter(step -> step.startsWith("delete")))
                .containsExactly(
                        "delete policy out",
                        "delete policy in",
                        "delete policy fwd",
                        "delete policy out",
                        "delete policy in",
                        "delete policy fwd");
    }

    @Test
    void whileNothingMayLeaveWhatIsAddedDoesNotEither() throws Exception {
        programmer.add(link, new LinkEffect.BlockOutbound("for a test"));
        programmer.execute((name, event) -> {});
        gateway.cover(link, TrafficCover.whole(BOTH));

        assertThat(kernel.policies("10.2.8.0")).noneMatch(policy -> policy.startsWith("out protect"));
        assertThat(new PolicyRepair(socket).repair(link)).isEmpty();
    }

    @Test
    void anAgentThatComesBackTakesAwayWhatTheOneBeforeItAdded() throws Exception {
        gateway.cover(link, TrafficCover.whole(BOTH));
        programmer = programmer();
        gateway = new XfrmGateway(socket, programmer, new PolicyWatch(Disturbances.UNHEARD));
        link = new XfrmLink(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"));
        gateway.prepare(link);
        assertThat(kernel.policies("10.2.8.0")).contains("out protect 00001001");

        gateway.cover(link, TrafficCover.whole(BOTH));
        gateway.cover(link, TrafficCover.whole(List.of(OLD)));
        assertThat(kernel.policies("10.2.8.0")).isEmpty();
        assertThat(kernel.policies("10.2.0.0")).contains("out protect 00001001").hasSize(6);
    }
}
