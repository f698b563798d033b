package org.qgate.lab.gateways;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.LabException;

/**
 * One run of {@code qgate-fleet}, which can be frozen or killed at each line that it prints. It goes on after the line, so the signal has to
 * be there before its next step is: a shell that waits for it sends it within a millisecond.
 */
public final class FleetRun {
    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    private final Process shell;
    private final List<String> lines = new ArrayList<>();
    private long process;
    private Optional<Job> job = Optional.empty();

    private FleetRun(Process shell) {
        this.shell = shell;
    }

    static FleetRun start(LabNetwork network, String command) throws IOException {
        Process shell = new ProcessBuilder("sh")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        FleetRun run = new FleetRun(shell);
        // The launcher becomes the program, so that the process is known before it prints anything.
        run.job = Optional.of(
                network.stream("wan", "sh -c 'echo process $$; exec 2>&1; exec " + command + "'", run::accept));
        return run;
    }

    private synchronized void accept(String line) {
        Matcher matcher = PROCESS.matcher(line);
        if (process == 0 && matcher.matches()) {
            process = Long.parseLong(matcher.group(1));
        } else {
            lines.add(line);
        }
    }

    /** What it has printed so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Waits until it has said so often that a gateway is through a step.
     *
     * @param step as it calls it, for example {@code prepare}
     * @param times 1: one gateway is; 2: both are
     */
    public void awaitStep(String step, int times, Duration timeout) throws LabException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (through(step) < times) {
            if (job.filter(Job::running).isEmpty()) {
                await(timeout);
                if (through(step) >= times) {
                    return;
                }
                throw new LabException("qgate-fleet ended before step " + step + "; it said:\n" + text());
            }
            if (System.nanoTime() > end) {
                throw new LabException("qgate-fleet did not come to step " + step + "; it said:\n" + text());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private long through(String step) {
        return lines().stream()
                .filter(line -> line.startsWith("  " + step + " "))
                .count();
    }

    /** What it has printed so far, for a message. */
    public String text() {
        return String.join("\n", lines());
    }

    /** Freezes it. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    /** Kills it so that it cannot do anything any more (SIGKILL). */
    public void kill() throws IOException {
        signal("KILL");
    }

    private void signal(String name) throws IOException {
        Writer commands = shell.outputWriter(StandardCharsets.US_ASCII);
        commands.write("kill -" + name + " " + process + "\n");
        commands.flush();
    }

    /** Waits for its end; its exit code. */
    public int await(Duration timeout) throws LabException, InterruptedException {
        try {
            return job.orElseThrow().await(timeout);
        } catch (LabException e) {
            throw new LabException(
                    "qgate-fleet did not end within " + timeout.toSeconds() + " s; it said:\n" + text(), e);
        } finally {
            shell.destroy();
        }
    }
}
