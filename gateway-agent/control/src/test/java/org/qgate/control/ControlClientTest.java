package org.qgate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Path path;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        path = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** A scripted agent: after each request line it sends the next text; returns the request lines. */
    private CompletableFuture<List<String>> agent(String... answers) {
        return CompletableFuture.supplyAsync(() -> {
            List<String> requests = new ArrayList<>();
            try (SocketChannel client = server.accept()) {
                for (String answer : answers) {
                    requests.add(readLine(client));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
                return requests;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static String readLine(SocketChannel client) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (client.read(one.clear()) == 1 && one.get(0) != '\n') {
            line.append((char) one.get(0));
        }
        return line.toString();
    }

    private static String done(long id, String what) {
        return "{\"type\":\"reply\",\"version\":1,\"id\":" + id + ",\"reply\":{\"kind\":\"done\",\"what\":\"" + what
                + "\"}}\n";
    }

    @Test
    void executesCommandsWithIdsOfTheirOwn() throws Exception {
        CompletableFuture<List<String>> requests = agent(done(1, "first"), done(2, "second"));
        try (ControlClient client = ControlClient.connect(path, LONG)) {
            assertThat(client.execute(new ControlCommand.Reset("a"))).isEqualTo(new ControlReply.Done("first"));
            assertThat(client.execute(new ControlCommand.SetPeriod("a", 25)))
                    .isEqualTo(new ControlReply.Done("second"));
        }
        assertThat(requests.get())
                .containsExactly(
                        "{\"version\":1,\"id\":1,\"command\":{\"name\":\"reset\",\"link\":\"a\"}}",
                        "{\"version\":1,\"id\":2,\"command\":{\"name\":\"set-period\",\"link\":\"a\",\"periodMillis\":25}}");
    }

    @Test
    void deliversTheEventsOfAWatchInOrder() throws Exception {
        CompletableFuture<List<String>> requests = agent(
                "{\"type\":\"reply\",\"version\":1,\"id\":1,"
                        + "\"reply\":{\"kind\":\"watching\",\"intervalMillis\":1000}}\n"
                        + "{\"type\":\"event\",\"version\":1,\"id\":1,\"event\":{\"kind\":\"snapshot\",\"sequence\":1,"
                        + "\"uptimeMillis\":5,\"links\":[]}}\n"
                        + "{\"type\":\"event\",\"version\":1,\"id\":1,\"event\":{\"kind\":\"watch-ended\",\"reason\":\"slow\"}}\n");
        try (ControlClient client = ControlClient.connect(path, LONG)) {
            client.watch(1000);
            assertThat(client.nextEvent(LONG)).isEqualTo(new ControlEvent.Snapshot(1, 5, List.of()));
            assertThat(client.nextEvent(LONG)).isEqualTo(new ControlEvent.WatchEnded("slow"));
            assertThat(requests.get()).hasSize(1);
        }
    }

    @Test
    void throwsTheAgentsErrorWithItsCode() throws Exception {
        CompletableFuture<List<String>> requests = agent(
                "{\"type\":\"error\",\"version\":1,\"id\":1,\"error\":{\"code\":\"unknown-link\",\"message\":\"no a\"}}\n");
        try (ControlClient client = ControlClient.connect(path, LONG)) {
            CommandRefusedException refusal = catchThrowableOfType(
                    CommandRefusedException.class, () -> client.execute(new ControlCommand.Reset("a")));
            assertThat(refusal.error()).isEqualTo(new ControlError(ErrorCode.UNKNOWN_LINK, "no a"));
        }
        assertThat(requests.get()).hasSize(1);
    }

    @Test
    void refusesAnAnswerToAnotherRequest() {
        CompletableFuture<List<String>> requests = agent(done(5, "stray"));
        assertThatThrownBy(() -> {
                    try (ControlClient client = ControlClient.connect(path, LONG)) {
                        client.execute(new ControlCommand.Status());
                    }
                })
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("id 5");
        assertThat(requests).succeedsWithin(LONG);
    }

    @Test
    void saysThatNoAgentListens() {
        assertThatThrownBy(() -> ControlClient.connect(directory.resolve("none"), LONG))
                .isInstanceOf(AgentUnreachableException.class)
                .hasMessageContaining("none")
                .hasMessageContaining("is qgate-agent running");
    }

    @Test
    void givesUpOnAnAgentThatDoesNotAnswer() {
        assertThatThrownBy(() -> {
                    try (ControlClient client = ControlClient.connect(path, Duration.ofMillis(30))) {
                        client.execute(new ControlCommand.Status());
                    }
                })
                .isInstanceOf(AgentUnreachableException.class)
                .hasMessageContaining("did not answer within 30 ms");
    }

    @Test
    void saysThatTheAgentClosedTheConnection() {
        CompletableFuture<List<String>> requests = agent("");
        assertThatThrownBy(() -> {
                    try (ControlClient client = ControlClient.connect(path, LONG)) {
                        client.execute(new ControlCommand.Status());
                    }
                })
                .isInstanceOf(AgentUnreachableException.class)
                .hasMessageContaining("closed the connection");
        assertThat(requests).succeedsWithin(LONG);
    }
}
