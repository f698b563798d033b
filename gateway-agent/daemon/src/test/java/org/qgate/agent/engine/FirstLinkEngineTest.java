package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.pfkey.PfkeyDataPlane;
import org.qgate.agent.pfkey.PfkeyTestLinks;
import org.qgate.core.model.Suite;
import org.qgate.engine.program.EngineMain;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.pfkey.PfKeyPeer;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.RouteSocket;

/** With engines as real processes, in a network namespace of their own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FirstLinkEngineTest {
    private static final int LOOPBACK = 1;
    private static final LinkConfiguration LINK =
            PfkeyTestLinks.alice(Suite.AES_GCM_256, 7, PfkeyTestLinks.selector("10.1.0.0/24", "10.2.0.0/24"));

    @TempDir
    Path directory;

    private interface Body {
        void run(RouteSocket routes) throws Exception;
    }

    private static void inANamespaceWithTheLinksAddress(Body body) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            try (RouteSocket routes = RouteSocket.open()) {
                routes.batch()
                        .setUp(LOOPBACK, true)
                        .addAddress(InterfaceAddress.global(LOOPBACK, IpPrefix.parse("203.0.113.1/32")))
                        .send();
                body.run(routes);
            }
            return true;
        });
        // What this thread starts, threads and processes, is in the namespace too.
        Thread thread = new Thread(task, "namespace");
        thread.start();
        assertThat(task.get()).isTrue();
    }

    private Path socket() {
        return directory.resolve("engine.pfkey");
    }

    private EngineConfiguration engine(String program) {
        return new EngineConfiguration(program, true, socket(), "qg0", 1500, 16, 5600, 5600);
    }

    private String program() throws IOException {
        Path program = Files.writeString(directory.resolve("engine"), """
                #!/bin/sh
                exec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%s" %s "$@"
                """.formatted(
                System.getProperty("java.home"), System.getProperty("java.class.path"), EngineMain.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    private EngineDataPlane withoutLinks(String program, RouteSocket routes) throws IOException {
        return EngineDataPlane.open(
                engine(program),
                List.of(),
                routes,
                new PfkeyDataPlane.Listeners((link, event) -> {}, () -> {}),
                new Random(1));
    }

    private static void summon(EngineDataPlane plane) throws IOException, InterruptedException {
        plane.admit(LINK, List.of());
        plane.prepare(LINK);
        plane.summon(LINK);
        while (!plane.serves(LINK)) {
            TimeUnit.MILLISECONDS.sleep(EngineSupervisor.LOOK_MILLIS);
        }
    }

    @Test
    void anEngineComesWithTheFirstLinkAndGoesWithTheLast() throws Exception {
        String program = program();
        inANamespaceWithTheLinksAddress(routes -> {
            EngineDataPlane plane = withoutLinks(program, routes);
            for (int round = 0; round < 2; round++) {
                assertThat(PfKeyPeer.pidAt(socket())).isEmpty();
                summon(plane);
                plane.route(LINK);
                assertThat(PfKeyPeer.pidAt(socket())).isPresent();
                assertThat(routes.link("qg0").map(Link::isUp)).contains(true);

                plane.retreat(PfkeyTestLinks.NAME);
                plane.lift(PfkeyTestLinks.NAME);
                assertThat(routes.link("qg0")).isEmpty();
                assertThat(routes.rules()).noneMatch(rule -> rule.toString().contains("10.2.0.0/24"));
            }
            plane.finish();
        });
    }

    @Test
    void anEngineThatAKilledAgentHasLeftBehindIsEndedWhereThereAreNoLinks() throws Exception {
        String program = program();
        inANamespaceWithTheLinksAddress(routes -> {
            EngineDataPlane killed = withoutLinks(program, routes);
            summon(killed);
            killed.close();
            assertThat(PfKeyPeer.pidAt(socket())).isPresent();

            withoutLinks(program, routes).finish();
            assertThat(PfKeyPeer.pidAt(socket())).isEmpty();
        });
    }

    @Test
    void aProgramThatDoesNotRunIsTheReason() throws Exception {
        inANamespaceWithTheLinksAddress(routes -> {
            EngineDataPlane plane = withoutLinks("/bin/false", routes);
            assertThatThrownBy(() -> summon(plane))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("link alice-bob: no engine can be started: setsid /bin/false")
                    .hasMessageContaining("ended at once");
            plane.retreat(PfkeyTestLinks.NAME);
            plane.lift(PfkeyTestLinks.NAME);
            plane.finish();
            assertThat(routes.rules()).noneMatch(rule -> rule.toString().contains("10.2.0.0/24"));
        });
    }
}
