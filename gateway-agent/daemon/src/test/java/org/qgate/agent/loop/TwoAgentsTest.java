package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.audit.LedgerCheck;
import org.qgate.agent.xfrm.TestLinks;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.LinkTag;

class TwoAgentsTest {
    private static final long SEED = 20261122;

    @TempDir
    Path directory;

    private TwoAgents agents;

    @BeforeEach
    void start() throws Exception {
        agents = new TwoAgents(directory, SEED);
        agents.start();
    }

    @AfterEach
    void close() throws Exception {
        agents.close();
    }

    private static LinkStatus link(TwoAgents.End end) {
        TwoAgents.Answer answer = end.command(new ControlCommand.Links());
        assertThat(answer.errors).isEmpty();
        assertThat(answer.replies).hasSize(1);
        return ((ControlReply.Links) answer.replies.get(0)).links().get(0);
    }

    @Test
    void changeTheirKeysFiftyTimesASecondInBothDirections() throws Exception {
        agents.run(3_000);
        for (TwoAgents.End end : List.of(agents.alice, agents.bob)) {
            LinkStatus status = link(end);
            assertThat(status.state()).isEqualTo(LinkState.UP);
            assertThat(status.outbound().keyChanges()).isBetween(130L, 150L);
            assertThat(status.outbound().meanPeriodMillis()).isBetween(19.9, 20.1);
            assertThat(status.inbound().keyChanges()).isBetween(130L, 150L);
            assertThat(status.outbound().deadlinesMissed()).isZero();
            assertThat(status.alarms()).isEmpty();
            assertThat(end.kernel.sas()).hasSizeLessThan(100);
        }
        LedgerCheck.Result ledgers = LedgerCheck.of(List.of(agents.alice.state, agents.bob.state));
        assertThat(ledgers.violations()).isEmpty();
        assertThat(ledgers.blocksLeased()).isGreaterThan(260);
        assertThat(ledgers.bitsUsedTwice()).isZero();
    }

    @Test
    void changeTheirKeysOverTcp() throws Exception {
        LinkParameters parameters =
                TestLinks.alice("10.1.0.0/24", "10.2.0.0/24").parameters();
        try (TcpLoopback tcp = new TcpLoopback(LinkTag.of(parameters));
                TwoAgents overTcp = new TwoAgents(directory.resolve("tcp"), SEED, tcp)) {
            overTcp.start();
            overTcp.run(3_000);
            for (TwoAgents.End end : List.of(overTcp.alice, overTcp.bob)) {
                LinkStatus status = link(end);
                assertThat(status.state()).isEqualTo(LinkState.UP);
                assertThat(status.outbound().keyChanges()).isBetween(130L, 150L);
                assertThat(status.outbound().deadlinesMissed()).isZero();
                assertThat(status.alarms()).isEmpty();
            }
            assertThat(tcp.dropped()).isZero();
            assertThat(LedgerCheck.of(List.of(overTcp.alice.state, overTcp.bob.state))
                            .violations())
                    .isEmpty();
        }
    }

    @Test
    void tellWatchesWhenTheLinkComesUp() {
        agents.run(1_000);
        assertThat(agents.alice.events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                ControlEvent.LinkStateChanged.class,
                                change -> assertThat(change.to()).isEqualTo(LinkState.UP)));
    }

    @Test
    void pinTheOutPolicyToTheSaInUse() {
        agents.run(1_000);
        String pinned = agents.alice.kernel.policies().stream()
                .filter(policy -> policy.startsWith("out protect "))
                .findFirst()
                .orElseThrow()
                .substring("out protect ".length());
        assertThat(agents.alice.kernel.sas()).contains("192.0.2.2/" + pinned);
        assertThat(agents.bob.kernel.sas()).contains("192.0.2.2/" + pinned);
    }

    @Test
    void statusTellsWhatThePortsOverTcpHaveSeen() {
        TwoAgents.Answer answer = agents.alice.command(new ControlCommand.Status());
        assertThat(answer.replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlReply.AgentStatus.class,
                        status -> assertThat(status.tcpPorts()).containsExactly(TwoAgents.TCP_PORT));
    }

    @Test
    void followACommandToAnotherPeriod() {
        agents.run(1_000);
        TwoAgents.Answer answer = agents.alice.command(new ControlCommand.SetPeriod("alice-bob", 50));
        assertThat(answer.replies).singleElement().isInstanceOf(ControlReply.Done.class);
        long before = link(agents.alice).outbound().keyChanges();
        agents.run(2_000);
        assertThat(link(agents.alice).outbound().keyChanges() - before).isBetween(38L, 42L);
        assertThat(link(agents.alice).outbound().periodMillis()).isEqualTo(50.0);
        assertThat(link(agents.bob).outbound().periodMillis()).isEqualTo(20.0);
    }

    @Test
    void refuseAPeriodThatIsOutOfRange() {
        TwoAgents.Answer answer = agents.alice.command(new ControlCommand.SetPeriod("alice-bob", 60_000));
        assertThat(answer.errors).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
            assertThat(error.message()).contains("1 ms to 54000 ms");
        });
    }

    @Test
    void sayWhichLinksThereAreWhenOneIsUnknown() {
        for (ControlCommand command : List.of(
                new ControlCommand.Reset("alice-carol"),
                new ControlCommand.Link("alice-carol"),
                new ControlCommand.Keys(java.util.Optional.of("alice-carol")))) {
            TwoAgents.Answer answer = agents.alice.command(command);
            assertThat(answer.replies).isEmpty();
            assertThat(answer.errors).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_LINK);
                assertThat(error.message()).contains("there are alice-bob");
            });
        }
    }

    @Test
    void beginANewEpochOnCommandWithoutLosingTheOldOne() {
        agents.run(1_000);
        agents.alice.command(new ControlCommand.Reset("alice-bob"));
        agents.run(1_000);
        assertThat(link(agents.alice).epoch()).isEqualTo(2);
        assertThat(link(agents.bob).epoch()).isEqualTo(2);
        assertThat(link(agents.alice).resets()).isEqualTo(1);
        assertThat(link(agents.alice).state()).isEqualTo(LinkState.UP);
    }

    @Test
    void describeOneLinkInFull() {
        agents.run(2_500);
        ControlReply reply = agents.alice
                .command(new ControlCommand.Link("alice-bob"))
                .replies
                .get(0);
        assertThat(reply).isInstanceOfSatisfying(ControlReply.LinkDetail.class, detail -> {
            assertThat(detail.selectors()).hasSize(1);
            assertThat(detail.sas().current()).hasSize(2);
            assertThat(detail.sas().windows()).singleElement().satisfies(window -> {
                assertThat(window.ahead()).isPositive();
                assertThat(window.installed()).isGreaterThan(window.ahead());
            });
            KeyPoolStatus keys = detail.keys();
            assertThat(keys.forProduction()).isFalse();
            assertThat(keys.rateInBitsPerSecond()).isEqualTo(25_000);
            assertThat(keys.bitsDrawn()).isPositive();
            assertThat(keys.marks()).hasSize(6);
        });
    }

    @Test
    void leaveNothingInTheKernelAfterARemoval() {
        agents.run(1_000);
        TwoAgents.Answer answer = agents.alice.command(new ControlCommand.RemoveLink("alice-bob"));
        assertThat(answer.errors).isEmpty();
        assertThat(agents.alice.kernel.sas()).isEmpty();
        assertThat(agents.alice.kernel.policyCount()).isZero();
        assertThat(link(agents.alice).state()).isEqualTo(LinkState.REMOVED);
        assertThat(agents.alice.command(new ControlCommand.Reset("alice-bob")).errors)
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_NOW));
        agents.run(200);
        assertThat(agents.alice.kernel.sas()).isEmpty();
    }

    @Test
    void endAfterATeardown() {
        agents.run(1_000);
        assertThat(agents.bob.commands.isTornDown()).isFalse();
        agents.bob.command(new ControlCommand.Teardown());
        assertThat(agents.bob.commands.isTornDown()).isTrue();
        assertThat(agents.bob.kernel.policyCount()).isZero();
    }

    @Test
    void leaveAllToTheNextAgent() {
        agents.run(1_000);
        Set<String> sas = Set.copyOf(agents.bob.kernel.sas());
        Set<String> policies = agents.bob.kernel.policies();
        TwoAgents.Answer answer = agents.bob.command(new ControlCommand.HandOver());
        assertThat(answer.replies).singleElement().asString().contains("within 53 s");
        assertThat(agents.bob.commands.isHandedOver()).isTrue();
        assertThat(agents.bob.kernel.sas()).containsAll(sas);
        assertThat(agents.bob.kernel.policies()).isEqualTo(policies);
    }

    @Test
    void areNotLeftWithAKeyThatIsNearItsEnd() {
        agents.run(1_000);
        agents.alice.muted = true;
        agents.bob.muted = true;
        agents.run(40_000);
        TwoAgents.Answer answer = agents.bob.command(new ControlCommand.HandOver());
        assertThat(answer.errors)
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_NOW));
        assertThat(agents.bob.commands.isHandedOver()).isFalse();
    }

    @Test
    void raiseAnAlarmWhenThePeerIsSilentAndHoldTheKey() {
        agents.run(1_000);
        agents.bob.muted = true;
        agents.run(6_000);
        LinkStatus status = link(agents.alice);
        assertThat(status.state()).isEqualTo(LinkState.SUSPENDED);
        assertThat(status.alarms()).anySatisfy(alarm -> assertThat(alarm.code()).isEqualTo("peer-silent"));
        assertThat(agents.alice.kernel.policies()).anyMatch(policy -> policy.startsWith("out protect "));
    }

    @Test
    void letNothingLeaveOnceThePeerHasStoppedInOrderAndSaySo() {
        agents.run(1_000);
        agents.bob.feed(new LinkEvent.StopRequested());
        agents.run(1_000);
        LinkStatus status = link(agents.alice);
        assertThat(status.state()).isEqualTo(LinkState.CONNECTING);
        assertThat(status.alarms()).anySatisfy(alarm -> assertThat(alarm.code()).isEqualTo("peer-closed"));
        assertThat(agents.alice.kernel.policies()).noneMatch(policy -> policy.startsWith("out protect "));
    }
}
