package org.qgate.agent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;

/** How to start the engine for a set of links. */
final class EngineProgram {
    /** Environment variable that names the folder of this product's programs; the launchers set it. */
    static final String PROGRAMS_VARIABLE = "QGATE_PROGRAMS";

    /** Each SA may have one successor in each of two epochs; beyond that a few for what a predecessor left. */
    private static final int SPARE = 64;

    private static final int CAPACITY_MAX = 65_536;

    /** Periods shorter than this, set while running, need a configured capacity. */
    private static final long SHORTEST_FORESEEN_NANOS = 5_000_000L;

    private final EngineConfiguration engine;
    private final List<String> command;

    /**
     * For these links.
     *
     * @param programs folder of this product's programs, empty to search the path
     */
    EngineProgram(EngineConfiguration engine, List<LinkConfiguration> links, String programs) {
        this.engine = engine;
        TreeSet<String> locals = new TreeSet<>();
        links.forEach(link -> locals.add(link.endpoints().local().toString()));
        int capacity = engine.capacity() == 0 ? capacity(links) : engine.capacity();
        // A session of its own: an interrupt typed at the agent's terminal is for the agent, who ends the engine in
        // order.
        this.command = List.of(
                "setsid",
                program(engine.program(), programs),
                "--local=" + String.join(",", locals),
                "--socket=" + engine.socket(),
                "--tun=" + engine.tun(),
                "--mtu=" + engine.linkMtu(),
                "--capacity=" + capacity);
    }

    private static String program(String name, String programs) {
        return name.contains("/") || programs.isEmpty()
                ? name
                : Path.of(programs).resolve(name).toString();
    }

    /** SAs per direction: what stands ahead of its use and until it is retired, for an old epoch and a new one. */
    static int capacity(List<LinkConfiguration> links) {
        long sum = 0;
        for (LinkConfiguration link : links) {
            var timers = link.parameters().timers();
            long period = Math.min(timers.periodNanos(), SHORTEST_FORESEEN_NANOS);
            long standing = (2 * timers.aheadNanos() + timers.retirementNanos()) / period + 1;
            sum += 2 * standing + SPARE;
        }
        return (int) Math.min(CAPACITY_MAX, sum);
    }

    /** The words of the command line; no secret is among them. */
    List<String> command() {
        return command;
    }

    /** Starts it. Its output goes where the agent's goes, and it lives on when the agent dies. */
    Process start() throws IOException {
        Path folder = engine.socket().toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
