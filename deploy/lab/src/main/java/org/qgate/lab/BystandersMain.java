package org.qgate.lab;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deploy/lab/bystanders}: what traffic beside a link pays for its key changes. */
@Command(
        name = "bystanders",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Changes the keys of a link that carries nothing, and measures TCP streams beside it: under another SA, and in clear.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class BystandersMain implements Callable<Integer> {
    @Mixin
    private final TurnOptions turns = new TurnOptions(5, 3, List.of(20L, 5L, 1L));

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private BystandersMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BystandersMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        Bystanders measurement =
                new Bystanders(turns.link(), turns.periodsMillis(), turns.rounds(), turns.seconds(), System.out);
        return InterruptibleRun.run("bystanders", () -> {
            BystandersReport report =
                    measurement.run(RunFolder.fresh("bystanders"), "deploy/lab/bystanders " + turns.text());
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
