package org.qgate.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/benchmark}: what changing keys costs. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Measures the throughput of one TCP stream while the agents change keys, with a static SA, and with"
                        + " SAs replaced by a bare C loop, in alternating turns of one run; and the agents' processor time"
                        + " a key change.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class BenchmarkMain implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "15",
            paramLabel = "N",
            description = "Turns of each kind (default: 15).")
    private int rounds = 15;

    @Option(
            names = "--seconds",
            defaultValue = "4",
            paramLabel = "N",
            description = "Length of a turn in seconds (default: 4).")
    private int streamSeconds = 4;

    @Option(
            names = "--cpu-seconds",
            defaultValue = "20",
            paramLabel = "N",
            description = "How long the agents' processor time is measured, without user traffic (default: 20).")
    private int cpuSeconds = 20;

    @Mixin
    private final KeyChangeOptions keyChanges = new KeyChangeOptions();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private BenchmarkMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }

    int rounds() {
        return rounds;
    }

    int streamSeconds() {
        return streamSeconds;
    }

    int cpuSeconds() {
        return cpuSeconds;
    }

    KeyChangeOptions keyChanges() {
        return keyChanges;
    }

    /** What repeats this run. */
    String commandLine() {
        return "deploy/lab/benchmark --rounds " + rounds + " --seconds " + streamSeconds + " --cpu-seconds "
                + cpuSeconds + " --period " + keyChanges.period().toMillis() + "ms --key-rate "
                + keyChanges.keyRateBitsPerSecond() + "bps";
    }

    @Override
    public Integer call() {
        if (rounds < 1 || streamSeconds < 1 || cpuSeconds < 1) {
            System.err.println("benchmark: --rounds, --seconds and --cpu-seconds must be at least 1");
            return CommandLine.ExitCode.USAGE;
        }
        return InterruptibleRun.run("benchmark", () -> {
            BenchmarkReport report = new Benchmark(this, System.out).run(RunFolder.fresh("benchmark"));
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
