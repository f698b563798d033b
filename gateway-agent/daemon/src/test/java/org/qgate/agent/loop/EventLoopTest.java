package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.audit.AuditLedger;
import org.qgate.agent.boot.BlockingPolicies;
import org.qgate.agent.boot.BootRules;
import org.qgate.agent.change.ConfigurationState;
import org.qgate.agent.change.LinkChanges;
import org.qgate.agent.control.PendingCommand;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.xfrm.ModelKernel;
import org.qgate.agent.xfrm.PolicyWatch;
import org.qgate.agent.xfrm.ResidentSas;
import org.qgate.agent.xfrm.XfrmDataPlane;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkBuffers;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.XfrmSocket;

class EventLoopTest {
    private static final LinkName LINK = new LinkName("alice-bob");

    @TempDir
    Path directory;

    private final Inbox inbox = new Inbox();
    private SecretArena arena;

    @BeforeEach
    void open() throws IOException {
        arena = SecretArena.open(1, 0);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private EventLoop loop(AuditLedger ledger) {
        XfrmSocket socket = new ModelKernel().socket();
        XfrmDataPlane dataPlane = new XfrmDataPlane(
                socket,
                new ResidentSas((link, event) -> {}, Disturbances.UNHEARD),
                new PolicyWatch(Disturbances.UNHEARD),
                arena,
                new Random(1));
        EffectExecutor effects =
                new EffectExecutor(Map.of(), dataPlane, ledger, (link, marks) -> {}, Clock.systemUTC());
        LinkLifecycle lifecycle = new LinkLifecycle(
                dataPlane,
                new LinkNetworkProgrammer(
                        new RouteSocket(new NetlinkConnection(new ModelKernel(), NetlinkBuffers.plain()))),
                new BootRules(directory, BlockingPolicies::of),
                effects);
        CommandExecutor commands = new CommandExecutor(
                new CommandExecutor.AgentIdentity("alice", "test", "xfrm", "tested", System.nanoTime(), List.of()),
                Map.of(),
                effects,
                lifecycle,
                new LinkReporter(dataPlane, Clock.systemUTC()),
                new LinkChanges(ConfigurationState.NONE, state -> {}, new NoLinks(), event -> {}),
                List::of);
        return new EventLoop(
                inbox, AgentClock.ofMachine(), Map.of(), effects, lifecycle, commands, new InboundCounts(dataPlane));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void wakesForACommandAndEndsOnAStop() throws Exception {
        try (AuditLedger ledger = AuditLedger.open(directory, 1 << 20, 2, "test")) {
            EventLoop loop = loop(ledger);
            Thread thread = new Thread(loop::run);
            thread.start();
            TwoAgents.Answer answer = new TwoAgents.Answer();
            inbox.command(new PendingCommand(new ControlCommand.Version(), "tester", answer));
            // An event for a link that is not served is let go.
            inbox.answer(LINK, new LinkEvent.Started());
            inbox.stop();
            thread.join();
            assertThat(answer.replies).singleElement().isInstanceOf(ControlReply.VersionInfo.class);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsAfterATeardown() throws Exception {
        try (AuditLedger ledger = AuditLedger.open(directory, 1 << 20, 2, "test")) {
            TwoAgents.Answer answer = new TwoAgents.Answer();
            inbox.command(new PendingCommand(new ControlCommand.Teardown(), "tester", answer));
            loop(ledger).run();
            assertThat(answer.replies).singleElement().isInstanceOf(ControlReply.Done.class);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsForTheNextAgent() throws Exception {
        try (AuditLedger ledger = AuditLedger.open(directory, 1 << 20, 2, "test")) {
            TwoAgents.Answer answer = new TwoAgents.Answer();
            inbox.command(new PendingCommand(new ControlCommand.HandOver(), "tester", answer));
            inbox.policiesTouched(LINK);
            inbox.networkChanged();
            inbox.sasLost(LINK, 1);
            assertThat(loop(ledger).run()).isTrue();
            assertThat(answer.replies).singleElement().isInstanceOf(ControlReply.Done.class);
        }
    }

    @Test
    void dropsDatagramsAboveTheBoundAndNeverAnAnswer() {
        LinkEvent.DatagramReceived datagram = new LinkEvent.DatagramReceived(ControlPort.CONTROL, new byte[1]);
        for (int i = 0; i < Inbox.DATAGRAMS_MAX + 5; i++) {
            inbox.datagram(LINK, datagram);
        }
        inbox.answer(LINK, new LinkEvent.Started());
        assertThat(inbox.datagramsDropped()).isEqualTo(5);
        for (int i = 0; i < Inbox.DATAGRAMS_MAX; i++) {
            assertThat(inbox.poll()).isEqualTo(new LoopInput.ForLink(LINK, datagram));
        }
        assertThat(inbox.poll()).isEqualTo(new LoopInput.ForLink(LINK, new LinkEvent.Started()));
        assertThat(inbox.poll()).isNull();
        inbox.datagram(LINK, datagram);
        assertThat(inbox.poll()).isNotNull();
    }

    @Test
    void refusesCommandsAboveTheBound() {
        PendingCommand command = new PendingCommand(new ControlCommand.Status(), "t", new TwoAgents.Answer());
        for (int i = 0; i < Inbox.COMMANDS_MAX; i++) {
            assertThat(inbox.command(command)).isTrue();
        }
        assertThat(inbox.command(command)).isFalse();
        inbox.poll();
        assertThat(inbox.command(command)).isTrue();
    }
}
