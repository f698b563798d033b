package org.qgate.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qgate.lab.gateways.DataPlane;
import org.qgate.lab.kernel.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/quickstart}: two gateways, live, in one command. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Runs two gateways with a host behind each on a real kernel, changes their keys many times a second,"
                        + " and shows what happens.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as it should be",
            "1:it ran, but something is wrong (said after the summary)",
            "2:wrong options",
            "3:it could not run"
        })
public final class QuickstartMain implements Callable<Integer> {
    private static final int FAULTY = 1;

    /** The capture and the agents' ledgers of a longer run would not be whole any more. */
    private static final Duration DURATION_MAX = Duration.ofHours(1);

    /** netem reorders by letting packets overtake delayed ones. */
    private static final String DELAY_FOR_REORDERING = "10ms";

    @Option(
            names = "--dataplane",
            defaultValue = "auto",
            paramLabel = "auto|xfrm|pfkey|engine",
            description =
                    "Which data plane: xfrm is the kernel's own IPsec, in a lab kernel where the host's cannot do ESP;"
                            + " pfkey the same, programmed over PF_KEY; engine the embedded engine, on the host; auto"
                            + " takes the best that the host has (default: auto).")
    private String dataPlane = "auto";

    @Option(
            names = "--transport",
            defaultValue = "udp",
            paramLabel = "udp|tcp",
            description = "What carries the agents' messages to one another (default: udp).")
    private String transport = "udp";

    @Option(
            names = "--duration",
            defaultValue = "10s",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "How long keys are changed and timed (default: 10s).")
    private Duration duration = Duration.ofSeconds(10);

    @Mixin
    private final KeyChangeOptions keyChanges = new KeyChangeOptions();

    @Option(
            names = "--loss",
            converter = Quantities.Percentage.class,
            paramLabel = "PERCENT",
            description = "Packets that the path loses, each way.")
    private @Nullable String loss;

    @Option(
            names = "--delay",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "Delay of the path, each way.")
    private @Nullable Duration delay;

    @Option(
            names = "--reorder",
            converter = Quantities.Percentage.class,
            paramLabel = "PERCENT",
            description = "Packets that overtake those before them, each way.")
    private @Nullable String reorder;

    @Option(
            names = "--throughput-rounds",
            defaultValue = "2",
            paramLabel = "N",
            description = "Turns of each kind of protection in the throughput run (default: 2).")
    private int throughputRounds = 2;

    @Option(names = "--keep", description = "Stay up after the summary until interrupted.")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result to a file.")
    private @Nullable Path json;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where logs, captures and the agents' state go (default: a new one under target/quickstart).")
    private @Nullable Path folder;

    private QuickstartMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QuickstartMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            System.err.println("quickstart: " + refusal.get());
            return CommandLine.ExitCode.USAGE;
        }
        return InterruptibleRun.run("quickstart", () -> {
            QuickstartOptions options = new QuickstartOptions(
                    DataPlane.of(dataPlane).orElseThrow(),
                    transport,
                    duration,
                    keyChanges.period(),
                    keyChanges.keyRateBitsPerSecond(),
                    netem(),
                    throughputRounds,
                    keep,
                    Optional.ofNullable(json));
            QuickstartReport report = new Quickstart(options, runFolder(), System.out).run();
            List<String> faults = report.faults(!options.netem().isEmpty());
            faults.forEach(fault -> System.err.println("quickstart: " + fault));
            return faults.isEmpty() ? CommandLine.ExitCode.OK : FAULTY;
        });
    }

    private Optional<String> refusal() {
        if (DataPlane.of(dataPlane).isEmpty()) {
            return Optional.of("--dataplane " + dataPlane + " is unknown; there are auto, xfrm, pfkey and engine");
        }
        if (!transport.equals("udp") && !transport.equals("tcp")) {
            return Optional.of("--transport " + transport + " is unknown; there are udp and tcp");
        }
        if (duration.compareTo(Duration.ofSeconds(2)) < 0 || duration.compareTo(DURATION_MAX) > 0) {
            return Optional.of("--duration must be within 2s and 60min");
        }
        Duration period = keyChanges.period();
        if (period.compareTo(Duration.ofMillis(1)) < 0 || period.compareTo(Duration.ofSeconds(54)) > 0) {
            return Optional.of("--period must be within 1ms and 54s");
        }
        if (throughputRounds < 1 || throughputRounds > 1000) {
            return Optional.of("--throughput-rounds must be within 1 and 1000");
        }
        return json != null
                        && json.toAbsolutePath().getParent() != null
                        && !Files.isDirectory(json.toAbsolutePath().getParent())
                ? Optional.of("--json " + json + ": there is no such folder")
                : Optional.empty();
    }

    private String netem() {
        List<String> words = new ArrayList<>();
        if (delay != null) {
            words.add("delay " + delay.toNanos() / 1000 + "us");
        } else if (reorder != null) {
            words.add("delay " + DELAY_FOR_REORDERING);
        }
        if (loss != null) {
            words.add("loss " + loss);
        }
        if (reorder != null) {
            words.add("reorder " + reorder);
        }
        return String.join(" ", words);
    }

    private Path runFolder() throws LabException {
        if (folder != null) {
            return folder.toAbsolutePath();
        }
        return RunFolder.fresh("quickstart");
    }
}
