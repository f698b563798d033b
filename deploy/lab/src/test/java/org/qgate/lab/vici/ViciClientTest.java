package org.qgate.lab.vici;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ViciClientTest {
    private static final String CONFIRM = "\5";
    private static final String SUCCESS = "\1\3\7success\0\3yes";
    private static final String REFUSAL = "\1\3\7success\0\2no\3\6errmsg\0\7no such";
    private static final String REKEYED = "\7\13child-rekey";

    @TempDir
    Path folder;

    /** A charon that answers each request with the next group of packets, and keeps what it was sent. */
    private CompletableFuture<List<String>> charon(List<List<String>> answers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("vici")));
        return CompletableFuture.supplyAsync(() -> {
            List<String> requests = new ArrayList<>();
            try (server;
                    SocketChannel client = server.accept()) {
                DataInputStream in = new DataInputStream(Channels.newInputStream(client));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
                for (List<String> group : answers) {
                    requests.add(new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1));
                    for (String packet : group) {
                        out.writeInt(packet.length());
                        out.write(packet.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return requests;
        });
    }

    @Test
    void waitsForTheAnswerAndForTheEventInEitherOrder() throws Exception {
        var charon = charon(List.of(List.of(CONFIRM), List.of(SUCCESS, REKEYED), List.of(REKEYED, SUCCESS)));
        try (ViciClient client = ViciClient.connect(folder.resolve("vici"))) {
            client.register("child-rekey");
            client.rekeyChild("net");
            client.rekeyChild("net");
        }

        assertThat(charon.get(10, TimeUnit.SECONDS))
                .containsExactly("\3\13child-rekey", "\0\5rekey\3\5child\0\3net", "\0\5rekey\3\5child\0\3net");
    }

    @Test
    void tellsWhyARekeyingWasRefused() throws Exception {
        var charon = charon(List.of(List.of(REFUSAL)));
        try (ViciClient client = ViciClient.connect(folder.resolve("vici"))) {
            assertThatThrownBy(() -> client.rekeyChild("net"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no such");
        }
        assertThat(charon.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void refusesAnEventThatCharonDoesNotKnow() throws Exception {
        var charon = charon(List.of(List.of("\6")));
        try (ViciClient client = ViciClient.connect(folder.resolve("vici"))) {
            assertThatThrownBy(() -> client.register("other"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("charon has no event other");
        }
        assertThat(charon.get(10, TimeUnit.SECONDS)).hasSize(1);
    }
}
