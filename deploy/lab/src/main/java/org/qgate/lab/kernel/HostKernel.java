package org.qgate.lab.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The kernel that this program runs on. Needs root. */
public final class HostKernel implements IpsecKernel {
    private final Path folder;
    private final AtomicLong lastJob = new AtomicLong();
    private final Set<HostJob> jobs = ConcurrentHashMap.newKeySet();

    private HostKernel(Path folder) {
        this.folder = folder;
    }

    /**
     * Uses the host's kernel.
     *
     * @param folder for scripts, outputs and logs
     */
    public static HostKernel in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        return new HostKernel(folder.toAbsolutePath());
    }

    @Override
    public String name() {
        return "host";
    }

    @Override
    public String release() {
        return System.getProperty("os.version", "unknown");
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws LabException, InterruptedException {
        JobFiles files = JobFiles.write(folder, lastJob.incrementAndGet(), script);
        HostJob job = start(files, ProcessBuilder.Redirect.to(files.out().toFile()));
        try {
            return files.result(job.await(timeout));
        } finally {
            job.kill();
        }
    }

    @Override
    public Job stream(String script, Consumer<String> onLine) throws LabException {
        JobFiles files = JobFiles.write(folder, lastJob.incrementAndGet(), script);
        HostJob job = start(files, ProcessBuilder.Redirect.PIPE);
        Thread reader = new Thread(() -> readLines(job.process, job.linesRead, onLine), "lab-lines");
        reader.setDaemon(true);
        reader.start();
        return job;
    }

    private HostJob start(JobFiles files, ProcessBuilder.Redirect out) throws LabException {
        try {
            // A session of its own: an interrupt typed at the terminal is for us alone, who then end the job in order.
            Process process = new ProcessBuilder(
                            "setsid", "--wait", "bash", files.script().toString())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out)
                    .redirectError(files.err().toFile())
                    .start();
            CountDownLatch linesRead = new CountDownLatch(out.equals(ProcessBuilder.Redirect.PIPE) ? 1 : 0);
            HostJob job = new HostJob(process, linesRead);
            jobs.add(job);
            jobs.removeIf(other -> !other.running());
            return job;
        } catch (IOException e) {
            throw new LabException("bash could not be started on the host: " + e.getMessage(), e);
        }
    }

    private static void readLines(Process process, CountDownLatch linesRead, Consumer<String> onLine) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(onLine);
        } catch (IOException | java.io.UncheckedIOException e) {
            onLine.accept("lab: output could not be read: " + e.getMessage());
        } finally {
            linesRead.countDown();
        }
    }

    @Override
    public ProcessorTime processorTime() {
        return ProcessorTime.of(ProcessHandle.current().descendants());
    }

    @Override
    public void close() {
        jobs.forEach(HostJob::kill);
    }

    /**
     * A process.
     *
     * @param linesRead zero when all lines of its output have been handed over
     */
    private record HostJob(Process process, CountDownLatch linesRead) implements Job {
        @Override
        public boolean running() {
            return process.isAlive();
        }

        @Override
        public int await(Duration timeout) throws LabException, InterruptedException {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("a command on the host did not end within " + timeout.toSeconds() + " s");
            }
            if (!linesRead.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "a command on the host ended, but something that it started keeps its output open");
            }
            return process.exitValue();
        }

        @Override
        public void kill() {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
