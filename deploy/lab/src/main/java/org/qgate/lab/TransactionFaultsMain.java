package org.qgate.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/transaction-faults}: changes of a link with a fault at each step. */
@Command(
        name = "transaction-faults",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Changes, removes and makes a link by qgate-fleet over two gateways with the embedded engine, with every fault at every"
                        + " step on either end; says how long it took until both ends were alike, and what it cost the hosts.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run, or the two ends did not become alike"})
public final class TransactionFaultsMain implements Callable<Integer> {
    @Option(
            names = "--operations",
            split = ",",
            paramLabel = "NAME",
            description = "Which, separated by commas (default: all): ${COMPLETION-CANDIDATES}.")
    private List<LinkOperation> operations = Arrays.asList(LinkOperation.values());

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "NAME",
            description = "Which, separated by commas (default: all): ${COMPLETION-CANDIDATES}.")
    private List<TransactionFault> faults = Arrays.asList(TransactionFault.values());

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private TransactionFaultsMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TransactionFaultsMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private String commandLine() {
        return "deploy/lab/transaction-faults" + option("operations", operations, LinkOperation.values().length)
                + option("faults", faults, TransactionFault.values().length);
    }

    private static String option(String name, List<? extends Enum<?>> chosen, int all) {
        return chosen.size() == all
                ? ""
                : " --" + name + " "
                        + chosen.stream()
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(","));
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Override
    public Integer call() {
        return InterruptibleRun.run("transaction-faults", () -> {
            try (TransactionSeries series =
                    TransactionSeries.open(RunFolder.fresh("transaction-faults"), TransactionFaultsMain::say)) {
                List<TransactionResult> results = series.run(TransactionCase.all(operations, faults));
                TransactionReport report = series.report(results, commandLine());
                System.out.println();
                System.out.print(report.markdown());
                files.write(report, report.markdown());
                return CommandLine.ExitCode.OK;
            }
        });
    }
}
