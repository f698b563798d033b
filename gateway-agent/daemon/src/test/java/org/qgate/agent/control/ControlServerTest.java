package org.qgate.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.config.ControlConfiguration;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;

class ControlServerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path parent;

    private Path socket;
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        socket = parent.resolve("run/s");
        server = bind(ControlServerTest::execute);
        server.start();
    }

    private ControlServer bind(CommandSink sink) throws IOException {
        AccessRules access = new AccessRules(System.getProperty("user.name"), "wbem", "qgate", (group, user) -> false);
        return ControlServer.bind(
                new ControlConfiguration(socket, "no-such-group", "wbem"), access, sink, System::nanoTime);
    }

    /** An agent that knows one link. */
    private static boolean execute(PendingCommand command) {
        if (command.command() instanceof ControlCommand.Reset reset
                && !reset.link().equals("a")) {
            command.answer().refuse(ErrorCode.UNKNOWN_LINK, "no link " + reset.link());
        } else if (command.command() instanceof ControlCommand.Reset) {
            command.answer().reply(new ControlReply.Done("reset"));
        } else if (command.command() instanceof ControlCommand.Links) {
            command.answer().reply(new ControlReply.Links(5, "xfrm", List.of()));
        } else {
            return false;
        }
        return true;
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private ControlClient client() throws IOException {
        return ControlClient.connect(socket, LONG);
    }

    @Test
    void answersCommandsOfSeveralClients() throws Exception {
        try (ControlClient one = client();
                ControlClient two = client()) {
            assertThat(one.execute(new ControlCommand.Reset("a"))).isEqualTo(new ControlReply.Done("reset"));
            assertThat(two.execute(new ControlCommand.Links())).isEqualTo(new ControlReply.Links(5, "xfrm", List.of()));
            assertThat(one.execute(new ControlCommand.Reset("a"))).isEqualTo(new ControlReply.Done("reset"));
        }
    }

    @Test
    void passesRefusalsOnAndKeepsTheConnection() throws Exception {
        try (ControlClient client = client()) {
            CommandRefusedException refusal = catchThrowableOfType(
                    CommandRefusedException.class, () -> client.execute(new ControlCommand.Reset("b")));
            assertThat(refusal.error().code()).isEqualTo(ErrorCode.UNKNOWN_LINK);
            assertThat(client.execute(new ControlCommand.Reset("a"))).isEqualTo(new ControlReply.Done("reset"));
        }
    }

    @Test
    void saysBusyWhenTheAgentTakesNoMore() throws Exception {
        try (ControlClient client = client()) {
            CommandRefusedException refusal = catchThrowableOfType(
                    CommandRefusedException.class, () -> client.execute(new ControlCommand.Status()));
            assertThat(refusal.error().code()).isEqualTo(ErrorCode.BUSY);
        }
    }

    @Test
    void sendsSnapshotsAndEventsToAWatch() throws Exception {
        try (ControlClient client = client()) {
            client.watch(100);
            assertThat(client.nextEvent(LONG)).isEqualTo(new ControlEvent.Snapshot(1, 5, List.of()));
            server.publish(new ControlEvent.AlarmCleared("a", "x"));
            List<ControlEvent> events = new ArrayList<>();
            while (events.size() < 3) {
                events.add(client.nextEvent(LONG));
            }
            assertThat(events)
                    .contains(
                            new ControlEvent.AlarmCleared("a", "x"),
                            new ControlEvent.Snapshot(2, 5, List.of()),
                            new ControlEvent.Snapshot(3, 5, List.of()));
        }
    }

    @Test
    void tellsAClientWhatIsWrongWithItsLine() throws Exception {
        try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            raw.connect(UnixDomainSocketAddress.of(socket));
            raw.write(ByteBuffer.wrap("{\"version\":1,\"id\":5}\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(readLine(raw))
                    .contains("\"id\":5")
                    .contains("\"malformed\"")
                    .contains("command");
        }
    }

    @Test
    void dropsAClientWhoseLineHasNoEndWithAWord() throws Exception {
        try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            raw.connect(UnixDomainSocketAddress.of(socket));
            raw.write(ByteBuffer.wrap("x".repeat(32 * 1024).getBytes(StandardCharsets.UTF_8)));
            assertThat(readLine(raw)).contains("longer than 32768 bytes");
            assertThat(raw.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    /** Byte by byte, so that nothing of the next line is taken. */
    private static String readLine(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (channel.read(one.clear()) == 1 && one.get(0) != '\n') {
            line.write(one.get(0));
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Test
    void dropsAWatchThatDoesNotReadWithAWord() throws Exception {
        try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            raw.connect(UnixDomainSocketAddress.of(socket));
            raw.write(ByteBuffer.wrap(
                    "{\"version\":1,\"id\":5,\"command\":{\"name\":\"watch\",\"intervalMillis\":60000}}\n"
                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(readLine(raw)).contains("watching");
            ControlEvent large = new ControlEvent.AlarmCleared("a", "x".repeat(500_000));
            for (int i = 0; i < 20; i++) {
                server.publish(large);
            }
            String last = "";
            BufferedReader lines = new BufferedReader(Channels.newReader(raw, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.substring(0, Math.min(200, line.length()));
            }
            assertThat(last).contains("watch-ended").contains("reads too slowly");
        }
    }

    @Test
    void turnsAwayMoreClientsThanItsBound() throws Exception {
        List<ControlClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < ControlServer.CLIENTS_MAX; i++) {
                clients.add(client());
                clients.get(i).execute(new ControlCommand.Links());
            }
            try (ControlClient tooMany = client()) {
                assertThatThrownBy(() -> tooMany.execute(new ControlCommand.Links()))
                        .hasMessageContaining("32 clients are connected");
            }
        } finally {
            clients.forEach(ControlClient::close);
        }
    }

    @Test
    void isReachableForItsGroupAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void refusesASocketThatAnotherAgentAnswersOn() {
        assertThatThrownBy(() -> bind(ControlServerTest::execute)).hasMessageContaining("another agent answers");
    }

    @Test
    void replacesTheSocketThatAKilledAgentLeft() throws Exception {
        server.stop();
        try (var killed = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        server = bind(ControlServerTest::execute);
        server.start();
        try (ControlClient client = client()) {
            assertThat(client.execute(new ControlCommand.Reset("a"))).isEqualTo(new ControlReply.Done("reset"));
        }
    }

    @Test
    void refusesADirectoryThatEverybodyMayWriteTo() throws Exception {
        socket = Files.createDirectory(parent.resolve("open")).resolve("s");
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> bind(ControlServerTest::execute)).hasMessageContaining("chmod o-w");
    }

    @Test
    void leavesNoSocketBehind() throws Exception {
        server.stop();
        assertThat(socket).doesNotExist();
    }
}
