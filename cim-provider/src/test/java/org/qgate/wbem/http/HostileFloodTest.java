package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.fixture.TestServerMain;

/** Everything hostile at once, each kind from an address of its own, at a server with little memory; one good client goes on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileFloodTest {
    private static final String NAMES = "EnumerateInstanceNames";
    private static final String ADMIN = RawClient.basic("admin", "admin");
    private static final int HEAP_MIB = 48;
    private static final int CONNECTIONS = 3_000;
    private static final long SECONDS = 5;

    @TempDir
    private Path folder;

    private final AtomicLong attacks = new AtomicLong();
    private int port;

    /** Something that one client does over and over. */
    private interface Attack {
        void run(InetAddress from) throws IOException;
    }

    private RawClient client(InetAddress from) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port, from, 0));
    }

    private void manyConnections(InetAddress from) throws IOException {
        List<RawClient> open = new ArrayList<>();
        try {
            while (open.size() < CONNECTIONS && !Thread.currentThread().isInterrupted()) {
                open.add(client(from));
                attacks.incrementAndGet();
            }
        } finally {
            for (RawClient each : open) {
                each.close();
            }
        }
    }

    private void endlessBody(InetAddress from) throws IOException {
        try (RawClient client = client(from)) {
            client.send(Messages.head(NAMES, ADMIN) + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            while (!Thread.currentThread().isInterrupted()) {
                client.send(chunk);
                attacks.incrementAndGet();
            }
        }
    }

    private void endlessHeaders(InetAddress from) throws IOException {
        try (RawClient client = client(from)) {
            client.send("POST /cimom HTTP/1.1\r\nX: ");
            while (!Thread.currentThread().isInterrupted()) {
                client.send("x".repeat(1_000));
                attacks.incrementAndGet();
            }
        }
    }

    private void guess(InetAddress from) throws IOException {
        try (RawClient client = client(from)) {
            client.send(Messages.post(NAMES, Messages.ENUMERATE_NAMES, RawClient.basic("operator", "guess")));
            assertThat(client.receive().status()).isIn(401, 429);
            attacks.incrementAndGet();
        }
    }

    private void hostileBodies(InetAddress from) throws IOException {
        List<String> bodies = HostileInputTest.hostileBodies()
                .map(arguments -> (String) arguments.get()[1])
                .toList();
        for (String body : bodies) {
            try (RawClient client = client(from)) {
                client.send(Messages.post(NAMES, body));
                assertThat(client.receive().status()).isIn(200, 400, 503);
                attacks.incrementAndGet();
            }
        }
    }

    /** Goes on until it is interrupted, whatever the server does about it. */
    private void attack(ExecutorService threads, int address, Attack attack) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) address});
        threads.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    attack.run(from);
                } catch (IOException e) {
                    // The server has cut it off.
                }
            }
        });
    }

    private Process server() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestServerMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void neitherExhaustsTheMemoryNorKeepsOthersFromTheirAnswers() throws Exception {
        Process process = server();
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = printed.lines()
                    .filter(each -> each.matches("[0-9]+"))
                    .findFirst()
                    .orElseThrow();
            port = Integer.parseInt(line);
            threads.execute(() -> printed.lines().forEach(ignored -> {}));
            String request = Messages.post(NAMES, Messages.ENUMERATE_NAMES);
            assertThat(RawClient.exchange(port, request).status()).isEqualTo(200);

            attack(threads, 2, this::manyConnections);
            attack(threads, 3, this::endlessBody);
            attack(threads, 4, this::endlessHeaders);
            attack(threads, 5, this::guess);
            attack(threads, 6, this::hostileBodies);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            int served = 0;
            while (System.nanoTime() - end < 0) {
                RawClient.Answer answer = RawClient.exchange(port, request);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("special");
                served++;
            }
            assertThat(process.isAlive()).isTrue();
            assertThat(served).isGreaterThan(5);
            assertThat(attacks.get()).isGreaterThan(100);
        } finally {
            threads.shutdownNow();
            process.destroyForcibly();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
