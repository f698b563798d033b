package org.qgate.lab;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private final TurnOptions turns = new TurnOptions(3, 10, List.of(20L, 5L, 2L, 1L));

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private RekeyRateMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RekeyRateMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        RekeyRate measurement =
                new RekeyRate(turns.link(), turns.periodsMillis(), turns.rounds(), turns.seconds(), System.out);
        return InterruptibleRun.run("rekey-rate", () -> {
            RekeyRateReport report =
                    measurement.run(RunFolder.fresh("rekey-rate"), "deploy/lab/rekey-rate " + turns.text());
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }
}
