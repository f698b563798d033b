package org.qgate.engine.program;

import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import org.qgate.engine.keying.KeyingOptions;
import org.qgate.engine.keying.PfKeyServer;
import org.qgate.engine.loop.Engine;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.ProcessHardening;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an engine that is keyed over PF_KEY on a Unix socket, and runs until it is told to end. */
public final class EngineMain {

    private static final Logger LOG = LoggerFactory.getLogger(EngineMain.class);
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_REFUSED = 1;
    private static final int EXIT_FAILED = 3;

    private EngineMain() {}

    /** Arguments: see {@code --help}. */
    public static void main(String[] words) throws InterruptedException {
        EngineArguments arguments;
        try {
            arguments = EngineArguments.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(EngineArguments.USAGE);
            System.exit(EXIT_USAGE);
            return;
        }
        try {
            run(arguments);
        } catch (LinuxException e) {
            LOG.error("The engine cannot run: {}", e.getMessage());
            System.exit(EXIT_REFUSED);
        }
    }

    private static void run(EngineArguments arguments) throws LinuxException, InterruptedException {
        ProcessHardening.apply();
        // A packet thread that dies would drop for ever in silence; an engine that ends is noticed and started again.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            LOG.error("Thread {} failed; the engine ends", thread.getName(), e);
            System.exit(EXIT_FAILED);
        });
        // One slot more per direction: a key is in the arena before the store has refused it.
        SecretArena arena = SecretArena.open(2 * (arguments.options().capacity() + 1), 1);
        PfKeyServer server = PfKeyServer.on(PfKeyListener.bind(arguments.socket()));
        Engine engine = Engine.start(arguments.options(), System::nanoTime, new Engine.Listeners(server, server));
        server.serve(
                engine.store(),
                engine::setPolicies,
                new KeyingOptions(engine.own(), arena, System::nanoTime, new SecureRandom()));
        LOG.info(
                "Engine on {}, keyed through {}, AES-GCM and ChaCha20-Poly1305 by {}",
                arguments.options().tunName(),
                arguments.socket(),
                engine.store().library());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            engine.close();
                            LOG.info("The engine ends: {}", engine.counters());
                            arena.close();
                            ended.countDown();
                        },
                        "engine-end"));
        ended.await();
    }
}
