package org.qgate.agent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.config.ControlConfiguration;
import org.qgate.agent.control.AccessRules;
import org.qgate.agent.control.ControlServer;
import org.qgate.agent.control.PendingCommand;
import org.qgate.control.AlarmStatus;
import org.qgate.control.Channel;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.ErrorCode;
import org.qgate.control.KeyMark;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.KeyUseStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.control.OffloadStatus;
import org.qgate.control.SaStatus;
import org.qgate.control.SelectorStatus;
import org.qgate.control.TcpPortStatus;
import org.qgate.control.WindowStatus;
import picocli.CommandLine;

class QgatectlMainTest {
    private static final DirectionStatus OUT =
            new DirectionStatus(41, 66, 3, 40, 20, 20.003, 1, 0, 19008, 1_000_000, 420.875);
    private static final DirectionStatus IN = new DirectionStatus(40, 65, 41, 39, 0, 20.1, 0, 2, 18720, 500_000, 213.5);
    private static final LinkStatus LINK = new LinkStatus(
            "alice-bob",
            "bob",
            "192.0.2.1",
            "192.0.2.2",
            "aes-gcm-256",
            "tcp",
            LinkState.HOLDING,
            3,
            2,
            2,
            OUT,
            IN,
            Optional.of(new OffloadStatus("eth0", "crypto", 33, 500, 17, "the table is full")),
            true,
            List.of(new AlarmStatus("key-starvation", "the pool is empty", 1500)));
    private static final LinkSas SAS = new LinkSas(
            "alice-bob",
            List.of(new SaStatus(
                    Direction.OUTBOUND,
                    Channel.DATA,
                    3,
                    41,
                    0xEE6B2801L,
                    "192.0.2.1",
                    "192.0.2.2",
                    "aes-gcm-256",
                    true,
                    12,
                    14_000,
                    10,
                    0,
                    0)),
            List.of(new WindowStatus(Direction.INBOUND, Channel.DATA, 41, 25, 15, 80, 39)));
    private static final KeyPoolStatus KEYS = new KeyPoolStatus(
            "alice-bob",
            "simulated",
            false,
            48_000,
            1_000_000,
            25_000,
            28_800,
            OptionalLong.of(12),
            37_728,
            317.25,
            new KeyUseStatus("stretch", 1000, 20, 33.5, 1_500_000),
            List.of(new KeyMark(Direction.OUTBOUND, Channel.DATA, 1024)));

    @TempDir
    Path directory;

    private final List<ControlCommand> commands = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        AccessRules access = new AccessRules(System.getProperty("user.name"), "wbem", "qgate", (group, user) -> false);
        server = ControlServer.bind(
                new ControlConfiguration(directory.resolve("run/s"), "no-such-group", "wbem"),
                access,
                this::execute,
                System::nanoTime);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private synchronized boolean execute(PendingCommand pending) {
        ControlCommand command = pending.command();
        commands.add(command);
        if (command instanceof ControlCommand.Status) {
            pending.answer()
                    .reply(new ControlReply.AgentStatus(
                            "alice",
                            "0.1.0",
                            5000,
                            "xfrm",
                            "the kernel can do it",
                            1,
                            1,
                            List.of(new TcpPortStatus("192.0.2.1", 5600, 2, 3, 4, 5)),
                            List.of("simulated")));
        } else if (command instanceof ControlCommand.Links) {
            pending.answer().reply(new ControlReply.Links(5, "xfrm", List.of(LINK)));
        } else if (command instanceof ControlCommand.Link) {
            pending.answer()
                    .reply(new ControlReply.LinkDetail(
                            LINK, List.of(new SelectorStatus("10.1.0.0/24", "10.2.0.0/24")), SAS, KEYS));
        } else if (command instanceof ControlCommand.SecurityAssociations) {
            pending.answer().reply(new ControlReply.SecurityAssociations(List.of(SAS)));
        } else if (command instanceof ControlCommand.Keys) {
            pending.answer().reply(new ControlReply.Keys(List.of(KEYS)));
        } else if (command instanceof ControlCommand.Reset) {
            pending.answer().refuse(ErrorCode.UNKNOWN_LINK, "there is no link carol");
        } else if (command instanceof ControlCommand.Version) {
            pending.answer().reply(new ControlReply.VersionInfo("qgate-agent", "0.1.0", 1));
        } else {
            pending.answer().reply(new ControlReply.Done("done: " + command));
        }
        return true;
    }

    private int run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--socket", directory.resolve("run/s").toString()));
        all.addAll(List.of(arguments));
        return bare(all.toArray(String[]::new));
    }

    private int bare(String... arguments) {
        CommandLine line = QgatectlMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void printsTables() {
        assertThat(run("status")).isZero();
        assertThat(run("links")).isZero();
        assertThat(run("sas")).isZero();
        assertThat(run("keys", "alice-bob")).isZero();
        assertThat(run("link", "show", "alice-bob")).isZero();
        assertThat(run("version")).isZero();
        assertThat(out.toString())
                .contains("WARNING     simulated")
                .contains(
                        "tcp         192.0.2.1 port 5600: 2 connections from peers; 3 refused, 4 closed for what they sent,"
                                + " 5 messages to peers dropped")
                .contains("alice-bob  bob   holding      3  out           41      66    3       40  20.0 ms  20.003 ms")
                .contains("ALARM alice-bob: the pool is empty (key-starvation, for 1 s)")
                .contains("0xee6b2801")
                .contains("simulated (not for production)")
                .contains("aes-gcm-256, control messages over tcp, protocol version 2, 2 resets")
                .contains("10.1.0.0/24 to 10.2.0.0/24")
                .contains("qgate-agent 0.1.0, control contract 1");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsJsonOneObjectALine() {
        assertThat(run("links", "--json")).isZero();
        assertThat(run("--json", "watch", "--interval", "100ms", "--count", "2"))
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{\"kind\":").endsWith("}"));
    }

    @Test
    void sendsWhatItWasAsked() {
        assertThat(run("set-period", "alice-bob", "25ms")).isZero();
        assertThat(run("link", "remove", "alice-bob")).isZero();
        assertThat(run("teardown")).isZero();
        assertThat(run("upgrade")).isZero();
        assertThat(commands)
                .containsExactly(
                        new ControlCommand.SetPeriod("alice-bob", 25),
                        new ControlCommand.RemoveLink("alice-bob"),
                        new ControlCommand.Teardown(),
                        new ControlCommand.HandOver());
    }

    @Test
    void exitsWithOneAndASentenceWhenTheAgentRefuses() {
        assertThat(run("reset", "carol")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("qgatectl: there is no link carol" + System.lineSeparator());
    }

    @Test
    void exitsWithTwoOnWrongArguments() {
        assertThat(run("set-period", "alice-bob", "25")).isEqualTo(2);
        assertThat(run("set-period", "alice-bob")).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("reset", "A B")).isEqualTo(2);
        assertThat(run("watch", "--interval", "1ms")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'25' is not a duration such as 25ms")
                .contains("'A B' is not a name");
    }

    @Test
    void exitsWithThreeWhenNoAgentAnswers() {
        assertThat(bare("--socket", directory.resolve("none").toString(), "status"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("is qgate-agent running");
    }

    @Test
    void checksLedgersWithoutAnAgent() throws Exception {
        Path end = Files.createDirectory(directory.resolve("a"));
        Files.writeString(
                end.resolve("ledger.log"), "# started\n1\tleased\talice-bob\tdata\t42\t288\t3\tlow-to-high\t17\n");
        assertThat(bare("ledger-check", end.toString())).isZero();
        assertThat(out.toString()).contains("1 blocks leased, 288 bits drawn, 0 bits used twice");
        Files.writeString(
                end.resolve("ledger.log"), "1\tleased\talice-bob\tdata\t42\t288\t3\tlow-to-high\t17\n".repeat(2));
        assertThat(bare("ledger-check", "--json", end.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("\"bitsUsedTwice\":288");
        assertThat(bare("ledger-check", directory.resolve("none").toString())).isEqualTo(1);
    }

    @Test
    void rehearsesWithoutAnAgent() {
        assertThat(bare("rehearse")).isZero();
        assertThat(out.toString()).contains("{\"kind\":\"links\"").contains("a-b   b     up");
    }

    @Test
    void saysItsVersionAndHelp() {
        assertThat(bare("--version")).isZero();
        assertThat(bare("--help")).isZero();
        assertThat(out.toString())
                .contains("qgatectl development")
                .contains("Exit codes:")
                .contains("set-period");
    }
}
