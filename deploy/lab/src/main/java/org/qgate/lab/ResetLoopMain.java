package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deploy/lab/reset-loop}: resets a link again and again, as fast as its epochs come into use. */
@Command(
        name = "reset-loop",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Resets a link, waits until the new epoch is in use, and begins again; prints how often and how long it took.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:an epoch did not come into use", "2:wrong options", "3:the agent does not answer"})
public final class ResetLoopMain implements Callable<Integer> {
    private static final int NOT_RUN = 3;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EPOCH_TIMEOUT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 5;

    @Option(names = "--socket", required = true, paramLabel = "FILE", description = "Control socket of the agent.")
    private Path socket = Path.of("");

    @Option(names = "--times", defaultValue = "1000", paramLabel = "N", description = "How often (default: 1000).")
    private int times = 1000;

    @Parameters(index = "0", paramLabel = "LINK", description = "Name of the link.")
    private String link = "";

    private ResetLoopMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ResetLoopMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        try (ControlClient client = ControlClient.connect(socket, ANSWER_TIMEOUT)) {
            for (int done = 0; done < times; done++) {
                if (!reset(client)) {
                    System.err.printf(
                            "reset-loop: after %d resets the next epoch was not in use within %d s%n",
                            done, EPOCH_TIMEOUT.toSeconds());
                    return CommandLine.ExitCode.SOFTWARE;
                }
            }
        } catch (IOException | CommandRefusedException e) {
            System.err.println("reset-loop: " + e.getMessage());
            return NOT_RUN;
        }
        System.out.printf("%d resets in %d ms%n", times, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return CommandLine.ExitCode.OK;
    }

    private boolean reset(ControlClient client) throws IOException, CommandRefusedException, InterruptedException {
        long before = status(client).epoch();
        client.execute(new ControlCommand.Reset(link));
        long end = System.nanoTime() + EPOCH_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            LinkStatus now = status(client);
            if (now.epoch() > before && now.state() == LinkState.UP) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private LinkStatus status(ControlClient client) throws IOException, CommandRefusedException {
        if (client.execute(new ControlCommand.Link(link)) instanceof ControlReply.LinkDetail detail) {
            return detail.link();
        }
        throw new IOException("the agent answered something else than the link's state");
    }
}
