package org.qgate.lab.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A kernel booted in user space, with the host's file system as its root. Its other end is {@code deploy/lab/session}, whose
 * protocol runs over the kernel's standard input and standard error.
 *
 * <p>Several may run at once. If this program ends without a farewell, even by SIGKILL, the end of its input makes
 * the kernel power off.
 */
public final class LabKernel implements IpsecKernel {
    /** A boot takes two seconds; a busy machine may need much more. */
    private static final Duration BOOT_TIMEOUT = Duration.ofSeconds(90);

    /** The kernel of Debian's package {@code user-mode-linux}. */
    public static final String PACKAGED = "linux.uml";

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    /** Two JVMs, their page cache and the captures fit in with room to spare. */
    private static final int MEMORY_MEGABYTES = 1536;

    /**
     * Runs its arguments in real time, or with the best priority we may give, which is none without root. What takes the processor
     * from a kernel stops all of its clocks: keys that change each 20 ms cannot be watched on a machine that does other work.
     */
    private static final String BEFORE_ALL_OTHERS =
            "chrt -r 1 true 2>/dev/null && exec chrt -r 1 \"$@\"; exec nice -n -20 \"$@\"";

    private final Path folder;
    private final Path umlFolder;
    private final Process process;
    private final OutputStream commands;
    private final AtomicLong lastJob = new AtomicLong();
    private final Map<Long, LabJob> jobs = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private LabKernel(Path folder, Path umlFolder, Process process) {
        this.folder = folder;
        this.umlFolder = umlFolder;
        this.process = process;
        this.commands = process.getOutputStream();
    }

    /**
     * Boots one.
     *
     * @param binary the kernel: {@link #PACKAGED}, or the path of one that was built
     * @param folder for scripts, outputs and logs of this boot; must be empty or absent
     * @param cpu the host's processor that it may use. One only: over two, each system call costs four times as much
     */
    public static LabKernel boot(Checkout checkout, String binary, Path folder, int cpu)
            throws IOException, InterruptedException {
        Path home = folder.toAbsolutePath();
        Files.createDirectories(home.resolve("jobs"));
        Files.createSymbolicLink(home.resolve("cmd"), checkout.lab().resolve("session"));
        Files.writeString(home.resolve("environment"), LaunchEnvironment.exports(System.getenv()));
        // Short, because the kernel puts a socket there and a socket's path has at most 107 characters.
        Path umlFolder = Files.createTempDirectory("qgl");
        Process process = new ProcessBuilder(commandLine(checkout, binary, home, umlFolder, cpu))
                .redirectOutput(home.resolve("console.log").toFile())
                .start();
        LabKernel kernel = new LabKernel(home, umlFolder, process);
        kernel.startReader();
        try {
            kernel.ready.get(BOOT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return kernel;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            kernel.close();
            throw new LabException(
                    "The lab kernel did not boot: see " + home.resolve("console.log") + " (" + e.getMessage() + ")", e);
        }
    }

    private static List<String> commandLine(Checkout checkout, String binary, Path home, Path umlFolder, int cpu) {
        return List.of(
                "setsid",
                "sh",
                "-c",
                BEFORE_ALL_OTHERS,
                "lab-kernel",
                "taskset",
                "-c",
                Integer.toString(cpu),
                binary,
                "mem=" + MEMORY_MEGABYTES + "M",
                "umid=lab",
                "uml_dir=" + umlFolder + "/",
                "rootfstype=hostfs",
                "rootflags=/",
                "rw",
                "init=" + checkout.lab().resolve("uml-init"),
                "con0=null,fd:1",
                "con1=fd:0,fd:2",
                "con=null",
                "ssl=null",
                "quiet",
                "noreboot",
                "loglevel=3",
                "LABDIR=" + home);
    }

    private void startReader() {
        Thread reader = new Thread(this::readLines, "lab-kernel-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void readLines() {
        String end = "the lab kernel has ended; see " + folder.resolve("console.log");
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line.strip());
            }
        } catch (IOException | UncheckedIOException e) {
            end = "the lab kernel cannot be heard any more: " + e.getMessage();
        }
        LabException gone = new LabException(end);
        ready.completeExceptionally(gone);
        jobs.values().forEach(job -> job.exitCode.completeExceptionally(gone));
    }

    private void accept(String line) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("ready")) {
            ready.complete(line);
        } else if (words.length == 3 && words[0].equals("line")) {
            LabJob job = jobs.get(Long.parseLong(words[1]));
            if (job != null) {
                job.onLine.accept(words[2]);
            }
        } else if (words.length == 3 && words[0].equals("done")) {
            LabJob job = jobs.remove(Long.parseLong(words[1]));
            if (job != null) {
                job.exitCode.complete(Integer.parseInt(words[2]));
            }
        }
        // Anything else is the kernel speaking of itself before the session opened the line.
    }

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public String release() {
        try {
            return run("uname -r", BOOT_TIMEOUT).outOrThrow("uname");
        } catch (LabException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws LabException, InterruptedException {
        long id = lastJob.incrementAndGet();
        JobFiles files = JobFiles.write(folder, id, script);
        LabJob job = start("run", id, line -> {});
        try {
            return files.result(job.await(timeout));
        } catch (LabException e) {
            job.kill();
            throw e;
        }
    }

    @Override
    public Job stream(String script, Consumer<String> onLine) throws LabException {
        long id = lastJob.incrementAndGet();
        JobFiles.write(folder, id, script);
        return start("stream", id, onLine);
    }

    private LabJob start(String verb, long id, Consumer<String> onLine) throws LabException {
        LabJob job = new LabJob(id, onLine, new CompletableFuture<>());
        jobs.put(id, job);
        if (!process.isAlive()) {
            jobs.remove(id);
            throw new LabException("the lab kernel has ended; see " + folder.resolve("console.log"));
        }
        send(verb + " " + id);
        return job;
    }

    private void send(String line) throws LabException {
        try {
            synchronized (commands) {
                commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                commands.flush();
            }
        } catch (IOException e) {
            throw new LabException("the lab kernel takes no commands any more: " + e.getMessage(), e);
        }
    }

    @Override
    public ProcessorTime processorTime() {
        return ProcessorTime.of(process.descendants());
    }

    @Override
    public void close() {
        try {
            send("quit");
            process.waitFor(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (LabException e) {
            // It is gone already; what is left of it is removed below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(umlFolder.resolve("lab/mconsole"));
            Files.deleteIfExists(umlFolder.resolve("lab/pid"));
            Files.deleteIfExists(umlFolder.resolve("lab"));
            Files.deleteIfExists(umlFolder);
        } catch (IOException e) {
            // A leftover in the temporary folder harms nobody.
        }
    }

    private final class LabJob implements Job {
        private final long id;
        private final Consumer<String> onLine;
        private final CompletableFuture<Integer> exitCode;

        LabJob(long id, Consumer<String> onLine, CompletableFuture<Integer> exitCode) {
            this.id = id;
            this.onLine = onLine;
            this.exitCode = exitCode;
        }

        @Override
        public boolean running() {
            return !exitCode.isDone();
        }

        @Override
        public int await(Duration timeout) throws LabException, InterruptedException {
            try {
                return exitCode.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new LabException("job " + id + " in the lab kernel did not end within " + timeout.toSeconds()
                        + " s; its script and output are in " + folder.resolve("jobs"));
            } catch (java.util.concurrent.ExecutionException e) {
                throw new LabException("the lab kernel has ended; see " + folder.resolve("console.log"), e);
            }
        }

        @Override
        public void kill() {
            try {
                send("kill " + id);
            } catch (LabException e) {
                exitCode.completeExceptionally(e);
            }
        }
    }
}
