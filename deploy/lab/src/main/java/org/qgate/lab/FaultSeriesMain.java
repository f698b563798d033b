package org.qgate.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/fault-series}: what each fault costs the packets that flow meanwhile. */
@Command(
        name = "fault-series",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Brings one fault after the other over two gateways between whose hosts a TCP stream and a probe every 5 ms flow,"
                        + " and counts every packet at both hosts and on both cables.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class FaultSeriesMain implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "NAME",
            description = "Which ones, separated by commas (default: all): ${COMPLETION-CANDIDATES}.")
    private List<Fault> faults = Arrays.asList(Fault.values());

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description =
                    "Built checkout of another version, whose agents run until a fault starts those of this one (default: this one).")
    private Optional<Path> from = Optional.empty();

    @Mixin
    private final KeyChangeOptions keyChanges = new KeyChangeOptions();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private FaultSeriesMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultSeriesMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private String commandLine() {
        String names = faults.size() == Fault.values().length
                ? ""
                : " --faults "
                        + faults.stream()
                                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(","));
        return "deploy/lab/fault-series --period " + keyChanges.period().toMillis() + "ms --key-rate "
                + keyChanges.keyRateBitsPerSecond() + "bps" + names
                + from.map(folder -> " --from " + folder).orElse("");
    }

    private Checkout firstVersion() throws LabException {
        if (from.isEmpty()) {
            return Checkout.find();
        }
        Checkout other = new Checkout(from.get().toAbsolutePath().normalize());
        if (!Files.isExecutable(other.program("qgate-agent"))) {
            throw new LabException("--from " + from.get() + ": no checkout of QGate is there (deploy/bin/qgate-agent)");
        }
        return other;
    }

    @Override
    public Integer call() {
        return InterruptibleRun.run("fault-series", () -> {
            FaultSeriesReport report = new FaultSeries(
                            new LinkSettings(keyChanges.period(), keyChanges.keyRateBitsPerSecond()),
                            firstVersion(),
                            WARM_UP,
                            System.out)
                    .run(RunFolder.fresh("fault-series"), faults, commandLine());
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
