package org.qgate.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.fleet.fake.FakeGateway;
import org.qgate.fleet.fake.FaultyClient;
import org.qgate.fleet.fake.FaultyClient.Fault;
import org.qgate.fleet.fake.FaultyClient.Faults;
import org.qgate.fleet.fake.VirtualPace;
import org.qgate.fleet.transaction.TransactionLimits;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FleetCommandTest {
    private static final String INVENTORY = """
            fleet {
              gateway-defaults { user = anna, password-environment = QGATE_PASSWORD }
              gateways {
                alice { url = "https://192.0.2.1:5989" }
                bob { url = "https://192.0.2.2:5989" }
              }
            }
            """;
    private static final String DEFINITION = """
            link {
              name = alice-bob
              addresses { alice = "192.0.2.1", bob = "192.0.2.2" }
              selectors = [ { alice = "10.1.0.0/24", bob = "10.2.0.0/24" } ]
              period = 20 ms
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final VirtualPace pace = new VirtualPace();
    private final List<FakeGateway> gateways = FakeGateway.pair(pace);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Faults faults = (gateway, call) -> Fault.NONE;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("fleet.conf"), INVENTORY);
        Files.writeString(folder.resolve("link.conf"), DEFINITION);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        FleetEnvironment environment = new FleetEnvironment(
                gateway -> new FaultyClient(
                        gateways.get(gateway.name().equals("alice") ? 0 : 1).client(gateway.user()),
                        (name, call) -> faults.of(name, call)),
                pace,
                new Random(1),
                TransactionLimits.USUAL);
        CommandLine commandLine = new CommandLine(new FleetCommand(environment));
        commandLine.setExecutionExceptionHandler(new FailureText());
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 2];
        all[0] = "--inventory";
        all[1] = folder.resolve("fleet.conf").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return commandLine.execute(all);
    }

    private String link() {
        return folder.resolve("link.conf").toString();
    }

    @Test
    void plansAppliesChangesAndRemoves() throws IOException {
        assertThat(run("link", "plan", link())).isZero();
        assertThat(out.toString())
                .contains("link alice-bob: create")
                .contains("selectors: 10.2.0.0/24 to 10.1.0.0/24")
                .contains("lock, prepare, block, inbound, outbound, prove, commit, confirm");
        assertThat(run("link", "apply", link(), "--dry-run")).isZero();
        assertThat(gateways.get(0).running("alice-bob")).isEmpty();
        assertThat(run("link", "apply", link())).isZero();
        assertThat(out.toString()).contains("  prove bob\n").endsWith("confirmed\n");
        assertThat(run("link", "apply", link())).isZero();
        assertThat(out.toString()).endsWith("unchanged\n");
        Files.writeString(folder.resolve("link.conf"), DEFINITION.replace("20 ms", "100 ms"));
        assertThat(run("link", "apply", link())).isZero();
        assertThat(out.toString()).contains("period: 20 ms -> 100 ms");
        assertThat(run("link", "status", "alice-bob")).isZero();
        assertThat(out.toString()).contains("100 ms").contains("confirmed").contains("anna");
        assertThat(run("link", "remove", "alice-bob")).isZero();
        assertThat(out.toString()).contains("suite: aes-gcm-256 -> (none)");
        assertThat(gateways)
                .allSatisfy(one -> assertThat(one.running("alice-bob")).isEmpty());
        assertThat(run("link", "remove", "alice-bob")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("link", "remove", "alice-bob", "--ends", "alice,bob")).isZero();
        assertThat(out.toString()).endsWith("unchanged\n");
    }

    @Test
    void printsJsonForPrograms() {
        assertThat(run("--json", "link", "apply", link())).isZero();
        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.path("outcome").asString()).isEqualTo("confirmed");
        assertThat(result.at("/plan/kind").asString()).isEqualTo("create");
        assertThat(result.path("progress")).hasSize(16);
        assertThat(run("--json", "gateways")).isZero();
        JsonNode states = JsonMapper.shared().readTree(out.toString());
        assertThat(states.at("/0/health/links/0/state").asString()).isEqualTo("up");
        assertThat(run("--json", "link", "status")).isZero();
        assertThat(JsonMapper.shared()
                        .readTree(out.toString())
                        .at("/1/configuration/generation")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void saysByItsExitCodeWhatHolds() {
        faults = (gateway, call) -> gateway.equals("bob") && call.equals("PROVE") ? Fault.REFUSED : Fault.NONE;
        assertThat(run("link", "apply", link())).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).contains("undone: bob: the kernel said no");
        faults = (gateway, call) -> gateway.equals("bob") ? Fault.REQUEST_LOST : Fault.NONE;
        assertThat(run("link", "apply", link())).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(err.toString()).contains("qgate-fleet: bob: connection refused");
        assertThat(run("gateways")).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(out.toString()).contains("not reached").contains("bob: connection refused");
        assertThat(run("gateways", "alice")).isZero();
        assertThat(out.toString()).contains("WARNING alice: keys are simulated");
        assertThat(run("gateways", "carol")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("link", "plan", folder.resolve("none.conf").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(run("link", "apply", link(), "--time-limit", "long")).isEqualTo(ExitCodes.USAGE);
        faults = (gateway, call) -> Fault.NONE;
        int[] looks = {0};
        faults = (gateway, call) -> call.equals("CONFIRM") || (call.equals("configuration") && ++looks[0] > 2)
                ? Fault.ANSWER_LOST
                : Fault.NONE;
        assertThat(run("link", "apply", link())).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(out.toString()).contains("unknown: no gateway told the decision");
    }

    @Test
    void recoversWhatWasLeftBehindBeforeItBegins() {
        faults = (gateway, call) -> {
            if (call.equals("INBOUND")) {
                throw new IllegalStateException("killed");
            }
            return Fault.NONE;
        };
        assertThat(run("link", "apply", link())).isEqualTo(ExitCodes.FAILED);
        faults = (gateway, call) -> Fault.NONE;
        assertThat(run("link", "status")).isZero();
        assertThat(out.toString()).contains("blocked");
        assertThat(run("link", "apply", link())).isZero();
        assertThat(out.toString())
                .contains("first undo transaction")
                .contains("left at blocked on alice and bob")
                .contains("the change left behind is undone")
                .endsWith("confirmed\n");
    }

    @Test
    void breaksLocks() {
        faults = (gateway, call) -> {
            if (call.equals("INBOUND")) {
                throw new IllegalStateException("killed");
            }
            return Fault.NONE;
        };
        run("link", "apply", link());
        faults = (gateway, call) -> Fault.NONE;
        assertThat(run("link", "break-lock", "alice-bob", "alice", "bob")).isZero();
        assertThat(gateways).noneMatch(one -> one.locked("alice-bob"));
        assertThat(run("link", "break-lock", "other", "alice")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void watchesWhatChanges() {
        run("link", "apply", link());
        int[] looks = {0};
        faults = (gateway, call) -> gateway.equals("bob") && ++looks[0] == 2 ? Fault.REQUEST_LOST : Fault.NONE;
        assertThat(run("watch", "--count", "3", "--interval", "1s")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "alice: in order",
                        "alice link alice-bob: up, aes-gcm-256, 20 ms, 0 alarms",
                        "bob: in order -> not reached",
                        "bob: not reached -> in order");
        assertThat(out.toString()).doesNotContain("gone");
    }
}
