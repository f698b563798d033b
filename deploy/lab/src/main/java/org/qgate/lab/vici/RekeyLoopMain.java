package org.qgate.lab.vici;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/lab/strongswan-rekey-loop}: rekeys a CHILD_SA as fast as charon does it. */
@Command(
        name = "strongswan-rekey-loop",
        mixinStandardHelpOptions = true,
        description =
                "Rekeys a CHILD_SA over VICI, each time when the one before has succeeded; prints \"REKEYINGS MILLISECONDS\".",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong options", "3:charon does not do it"})
public final class RekeyLoopMain implements Callable<Integer> {
    private static final int NOT_RUN = 3;

    @Option(names = "--socket", required = true, paramLabel = "FILE", description = "VICI socket of one charon.")
    private Path socket = Path.of("");

    @Option(names = "--child", required = true, paramLabel = "NAME", description = "Name of the CHILD_SA.")
    private String child = "";

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "N", description = "How long (default: 10).")
    private int seconds = 10;

    private RekeyLoopMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RekeyLoopMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (ViciClient charon = ViciClient.connect(socket)) {
            charon.register("child-rekey");
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            long rekeyings = 0;
            while (System.nanoTime() < end) {
                charon.rekeyChild(child);
                rekeyings++;
            }
            System.out.println(rekeyings + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            System.err.println("strongswan-rekey-loop: " + socket + ": " + e.getMessage());
            return NOT_RUN;
        }
    }
}
