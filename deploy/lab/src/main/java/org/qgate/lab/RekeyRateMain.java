package org.qgate.lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qgate.lab.gateways.LinkSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/rekey-rate}: how many keys a second can be changed. */
@Command(
        name = "rekey-rate",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Changes keys as fast as two agents, two strongSwans (CHILD_SA over VICI) and a bare C loop can, in turns of one run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class RekeyRateMain implements Callable<Integer> {
    private static final Duration PERIOD_AT_START = Duration.ofMillis(20);

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Turns of each kind (default: 3).")
    private int rounds = 3;

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "N", description = "Length of a turn (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--periods",
            split = ",",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "The agents' periods, a turn each (default: 20ms,5ms,2ms,1ms).")
    private List<Duration> periods =
            List.of(PERIOD_AT_START, Duration.ofMillis(5), Duration.ofMillis(2), Duration.ofMillis(1));

    @Option(
            names = "--key-rate",
            defaultValue = "2000kbps",
            converter = Quantities.Rate.class,
            paramLabel = "RATE",
            description = "What the simulated key source delivers, both directions together (default: 2000kbps).")
    private long keyRate = 2_000_000;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private RekeyRateMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RekeyRateMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (rounds < 1 || seconds < 2) {
            System.err.println("rekey-rate: --rounds must be at least 1, --seconds at least 2");
            return CommandLine.ExitCode.USAGE;
        }
        return InterruptibleRun.run("rekey-rate", () -> {
            List<Long> millis = periods.stream().map(Duration::toMillis).toList();
            String command =
                    "deploy/lab/rekey-rate --rounds " + rounds + " --seconds " + seconds + " --key-rate " + keyRate
                            + "bps --periods "
                            + millis.stream().map(period -> period + "ms").collect(Collectors.joining(","));
            RekeyRateReport report = new RekeyRate(
                            new LinkSettings(PERIOD_AT_START, keyRate), millis, rounds, seconds, System.out)
                    .run(RunFolder.fresh("rekey-rate"), command);
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
