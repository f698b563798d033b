package org.qgate.agent.ctl;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.audit.LedgerCheck;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlProtocol;
import org.qgate.control.ControlReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of {@code qgatectl}, one method each: few classes, so that it starts fast. */
@Command(
        name = "qgatectl",
        description = "Looks at and steers the qgate-agent of this gateway.",
        mixinStandardHelpOptions = true,
        subcommands = LinkCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the agent refused or failed, or a ledger shows a bit used twice",
            "2:wrong arguments",
            "3:the agent cannot be reached"
        })
final class QgatectlCommand {
    /** A watch that hears nothing for so many intervals gives up. */
    private static final int SILENT_INTERVALS_MAX = 5;

    private static final int FAILED = 1;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:QGATE_CONTROL_SOCKET:-" + ControlProtocol.DEFAULT_SOCKET + "}",
            description = "The agent's control socket (default: $QGATE_CONTROL_SOCKET or "
                    + ControlProtocol.DEFAULT_SOCKET + ").")
    private Path socket = Path.of(ControlProtocol.DEFAULT_SOCKET);

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            converter = DurationText.class,
            defaultValue = "10s",
            description = "Longest wait for an answer (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON instead of text, one object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ControlCodec codec = new ControlCodec();

    void execute(ControlCommand command) throws IOException, CommandRefusedException {
        try (ControlClient client = ControlClient.connect(socket, timeout)) {
            ControlReply reply = client.execute(command);
            print(json ? codec.json(reply) + "\n" : HumanText.of(reply));
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    @Command(name = "status", description = "The agent as a whole.")
    void status() throws IOException, CommandRefusedException {
        execute(new ControlCommand.Status());
    }

    @Command(name = "links", description = "All links, one line a direction.")
    void links() throws IOException, CommandRefusedException {
        execute(new ControlCommand.Links());
    }

    @Command(name = "sas", description = "The current SA of each direction, and the windows as counters.")
    void sas(@Parameters(arity = "0..1", paramLabel = "LINK", description = "Only this link.") Optional<String> link)
            throws IOException, CommandRefusedException {
        execute(new ControlCommand.SecurityAssociations(link));
    }

    @Command(name = "keys", description = "Key pools: level, rates, time to empty, data bits per key bit.")
    void keys(@Parameters(arity = "0..1", paramLabel = "LINK", description = "Only this link.") Optional<String> link)
            throws IOException, CommandRefusedException {
        execute(new ControlCommand.Keys(link));
    }

    @Command(
            name = "set-period",
            description = "Change the key period of what this gateway sends, until the agent ends.")
    void setPeriod(
            @Parameters(paramLabel = "LINK", description = "The link.") String link,
            @Parameters(
                            paramLabel = "PERIOD",
                            converter = DurationText.class,
                            description = "For example 25ms, 1 ms to 54 s.")
                    Duration period)
            throws IOException, CommandRefusedException {
        execute(new ControlCommand.SetPeriod(link, period.toMillis()));
    }

    @Command(name = "reset", description = "Begin a new epoch beside the running one; no packet is lost.")
    void reset(@Parameters(paramLabel = "LINK", description = "The link.") String link)
            throws IOException, CommandRefusedException {
        execute(new ControlCommand.Reset(link));
    }

    @Command(
            name = "teardown",
            description =
                    "Remove all links and end the agent. Their traffic is then NO LONGER BLOCKED: it may leave in clear.")
    void teardown() throws IOException, CommandRefusedException {
        execute(new ControlCommand.Teardown());
    }

    @Command(name = "configuration", description = "How links are configured, and changes of them that are under way.")
    void configuration(
            @Parameters(arity = "0..1", paramLabel = "LINK", description = "Only this link.") Optional<String> link)
            throws IOException, CommandRefusedException {
        execute(new ControlCommand.Configuration(link));
    }

    @Command(
            name = "upgrade",
            description = {
                "End the agent and leave its SAs and policies as they stand, so that packets go on. Start the next agent before the",
                "keys in use reach their limit; under systemd that happens by itself."
            })
    void upgrade() throws IOException, CommandRefusedException {
        execute(new ControlCommand.HandOver());
    }

    @Command(name = "version", description = "Versions of the agent and of the control contract.")
    void version() throws IOException, CommandRefusedException {
        execute(new ControlCommand.Version());
    }

    @Command(name = "watch", description = "A snapshot of all links each interval, and events when they happen.")
    int watch(
            @Option(
                            names = "--interval",
                            paramLabel = "DURATION",
                            converter = DurationText.class,
                            defaultValue = "1s",
                            description = "Between two snapshots, 100ms to 60s (default: ${DEFAULT-VALUE}).")
                    Duration interval,
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "End after so many snapshots; 0: until interrupted.")
                    long count)
            throws IOException, CommandRefusedException {
        try (ControlClient client = ControlClient.connect(socket, timeout)) {
            client.watch(interval.toMillis());
            Duration longest = interval.multipliedBy(SILENT_INTERVALS_MAX).plus(timeout);
            long snapshots = 0;
            while (count == 0 || snapshots < count) {
                ControlEvent event = client.nextEvent(longest);
                print(json ? codec.json(event) + "\n" : HumanText.of(event));
                if (event instanceof ControlEvent.WatchEnded) {
                    return FAILED;
                }
                snapshots += event instanceof ControlEvent.Snapshot ? 1 : 0;
            }
            return 0;
        }
    }

    @Command(
            name = "ledger-check",
            description = {
                "Prove from audit ledgers that no key bit was used twice. Give the state directories of both ends of a link,",
                "or of one. Needs no running agent."
            })
    int ledgerCheck(
            @Parameters(arity = "1..*", paramLabel = "DIRECTORY", description = "A state directory.")
                    List<Path> directories)
            throws IOException {
        LedgerCheck.Result result = LedgerCheck.of(directories);
        print(json ? LedgerText.json(result) : LedgerText.human(result));
        return result.bitsUsedTwice() == 0 ? 0 : FAILED;
    }

    @Command(
            name = "rehearse",
            hidden = true,
            description = "Go the way of a command without an agent, for class archives.")
    void rehearse() throws IOException {
        print(Rehearsal.text(codec));
    }
}
