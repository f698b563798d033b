package org.qgate.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qgate.lab.gateways.DataPlane;
import org.qgate.lab.gateways.LinkSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/lab/many-links}: one agent with many links. */
@Command(
        name = "many-links",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Runs two agents with 1, 10 and 100 links between them: key changes kept, processor time, pings.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong options", "3:it could not run"})
public final class ManyLinksMain implements Callable<Integer> {
    private static final int SECRETS_MAX = 65_536;

    /** Of a suite with a 256-bit key, both directions, and as much again for control keys and for filling up after a pause. */
    private static final long KEY_BITS_PER_CHANGE = 4 * 288;

    /** Control keys change every three seconds however seldom data keys do. */
    private static final long KEY_RATE_MIN = 8_000;

    @Option(names = "--links", split = ",", paramLabel = "N", description = "How many, a run each (default: 1,10,100).")
    private List<Integer> links = List.of(1, 10, 100);

    @Option(
            names = "--period",
            defaultValue = "1s",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "Time between two key changes of each direction of each link (default: 1s).")
    private Duration period = Duration.ofSeconds(1);

    @Option(
            names = "--ahead",
            defaultValue = "500ms",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description =
                    "For how long keys stand ready at the receiver (default: 500ms); 50s with a period of 500ms makes 100 SAs a"
                            + " link and gateway.")
    private Duration ahead = Duration.ofMillis(500);

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "N",
            description = "How long each is measured (default: 20).")
    private int seconds = 20;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    private ManyLinksMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ManyLinksMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (seconds < 1 || links.stream().anyMatch(count -> count < 1 || count > LinkSettings.LINKS_MAX)) {
            System.err.println("many-links: --seconds must be at least 1, --links 1 to " + LinkSettings.LINKS_MAX);
            return CommandLine.ExitCode.USAGE;
        }
        return InterruptibleRun.run("many-links", () -> {
            List<ManyLinksReport.Row> rows = new ArrayList<>();
            for (int count : links) {
                rows.add(new ManyLinks(seconds, System.out)
                        .run(RunFolder.fresh("many-links-" + count), settings(count)));
            }
            ManyLinksReport report = new ManyLinksReport(commandLine(), seconds, rows);
            System.out.println();
            System.out.print(report.markdown());
            files.write(report, report.markdown());
            return CommandLine.ExitCode.OK;
        });
    }

    private LinkSettings settings(int count) {
        String agentText = "secrets-max = " + SECRETS_MAX + "\nlink-defaults { ahead = " + ahead.toMillis() + " ms }";
        long keyRate = Math.max(KEY_RATE_MIN, KEY_BITS_PER_CHANGE * 1000 / period.toMillis());
        return new LinkSettings(period, keyRate, "", DataPlane.XFRM, count, agentText);
    }

    private String commandLine() {
        return "deploy/lab/many-links --links "
                + links.stream().map(String::valueOf).collect(Collectors.joining(",")) + " --period "
                + period.toMillis()
                + "ms --ahead " + ahead.toMillis() + "ms --seconds " + seconds;
    }
}
