package org.qgate.lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/engine-benchmark}: how fast the embedded engine is, and what changing its keys costs. */
@Command(
        name = "engine-benchmark",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Measures the embedded engine with a static key and while its keys change, beside strongSwan's"
                + " kernel-libipsec, wireguard-go and the bare cable, in alternating turns of one run on this"
                + " machine: one TCP stream, and packets a second. Needs root.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class EngineBenchmarkMain implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "13",
            paramLabel = "N",
            description = "TCP turns of each key period and of the static key (default: 13).")
    private int rounds = 13;

    @Option(
            names = "--rival-rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Turns of each rival, and of each packet size (default: 3).")
    private int rivalRounds = 3;

    @Option(names = "--seconds", defaultValue = "3", paramLabel = "N", description = "Length of a turn (default: 3).")
    private int turnSeconds = 3;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "15",
            paramLabel = "N",
            description = "How long the engine is warmed up with traffic (default: 15).")
    private int warmUpSeconds = 15;

    @Option(
            names = "--periods",
            split = ",",
            defaultValue = "20ms,5ms,1ms",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "Key periods, each between two keys of a direction (default: 20ms,5ms,1ms).")
    private List<Duration> periods = List.of();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private EngineBenchmarkMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EngineBenchmarkMain()).execute(arguments));
    }

    int rounds() {
        return rounds;
    }

    int rivalRounds() {
        return rivalRounds;
    }

    int turnSeconds() {
        return turnSeconds;
    }

    int warmUpSeconds() {
        return warmUpSeconds;
    }

    List<Duration> periods() {
        return List.copyOf(periods);
    }

    /** What repeats this run. */
    String commandLine() {
        return "deploy/lab/engine-benchmark --rounds " + rounds + " --rival-rounds " + rivalRounds + " --seconds "
                + turnSeconds + " --warm-up-seconds " + warmUpSeconds + " --periods "
                + periods.stream().map(period -> period.toNanos() / 1000 + "us").collect(Collectors.joining(","));
    }

    @Override
    public Integer call() {
        boolean inRange = rounds >= 1 && rivalRounds >= 0 && turnSeconds >= 1 && warmUpSeconds >= 0;
        if (!inRange || periods.isEmpty() || periods.stream().anyMatch(Duration::isZero)) {
            System.err.println("engine-benchmark: --rounds, --seconds and every one of --periods must be above 0,"
                    + " --rival-rounds and --warm-up-seconds at least 0");
            return CommandLine.ExitCode.USAGE;
        }
        return InterruptibleRun.run("engine-benchmark", () -> {
            EngineBenchmarkReport report =
                    new EngineBenchmark(this, System.out).run(RunFolder.fresh("engine-benchmark"));
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
