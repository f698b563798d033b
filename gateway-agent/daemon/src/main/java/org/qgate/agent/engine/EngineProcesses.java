package org.qgate.agent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.pfkey.PfKeyPeer;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.SadbSatype;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engines as processes of this host, found by who serves at their socket. */
final class EngineProcesses implements EngineHost {
    /** How long a new engine may take until it serves. */
    static final long START_MILLIS = 20_000;

    private static final long LOOK_MILLIS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EngineProcesses.class);

    private final EngineConfiguration engine;
    private final EngineProgram program;

    EngineProcesses(EngineConfiguration engine, EngineProgram program) {
        this.engine = engine;
        this.program = program;
    }

    @Override
    public EngineInstance findOrStart() throws IOException, InterruptedException {
        Optional<EngineInstance> found = find();
        if (found.isPresent()) {
            LOG.info("data plane engine: found at {}, {}", engine.socket(), found.get());
            return found.get();
        }
        if (!engine.start()) {
            throw new IOException("nobody serves PF_KEY at " + engine.socket()
                    + ", and qgate.engine.start is false: start qgate-engine there, or let the agent do so");
        }
        return start();
    }

    /** Ends an engine that an agent before this one has left, if it is the agent's to end. It holds keys that nobody needs. */
    void endLeftOver() throws IOException, InterruptedException {
        Optional<EngineInstance> found = find();
        if (found.isPresent() && found.get().ours()) {
            LOG.info("data plane engine: {} was left over and is ended, for there are no links", found.get());
            found.get().end();
        }
    }

    private Optional<EngineInstance> find() throws IOException {
        OptionalInt pid = PfKeyPeer.pidAt(engine.socket());
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        // Its end is seen at its connections first; the process is what can be killed when it hangs.
        return ProcessHandle.of(pid.getAsInt())
                .map(process -> EngineInstance.of(process, process.onExit(), engine.start()));
    }

    /** An engine listens before it serves. */
    private boolean serves() throws IOException {
        if (PfKeyPeer.pidAt(engine.socket()).isEmpty()) {
            return false;
        }
        try (PfKeySocket socket = PfKeySocket.open(
                PfKeyTransport.unixSocket(engine.socket()),
                (int) ProcessHandle.current().pid(),
                1)) {
            socket.register(SadbSatype.ESP);
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    private EngineInstance start() throws IOException, InterruptedException {
        // What a killed engine leaves: nobody listens there.
        Files.deleteIfExists(engine.socket());
        Process process = program.start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        boolean serves = false;
        try {
            while (!serves && process.isAlive() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                serves = serves();
            }
        } finally {
            if (!serves) {
                process.destroyForcibly();
            }
        }
        if (!serves) {
            throw new IOException(String.join(" ", program.command())
                    + (process.isAlive() ? " does not serve after " + START_MILLIS + " ms" : " ended at once")
                    + "; its own message is above");
        }
        EngineInstance started = EngineInstance.of(process.toHandle(), process.onExit(), true);
        LOG.info("data plane engine: started as {}", started);
        return started;
    }
}
