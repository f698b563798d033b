package org.qgate.linux.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** Client and server of this package over a real Unix socket. */
@Timeout(60)
class UnixTransportTest {

    private static final PfKeySa SA = new PfKeySa(
            new PfKeySaName(SadbSatype.ESP, 0x4711, IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2")),
            IpsecMode.TUNNEL,
            5,
            PfKeyAlgorithm.CHACHA20_POLY1305,
            PfKeySaOptions.NONE.withReplay(new SadbXQgateReplay(1024, true)));

    @TempDir
    Path folder;

    /** A server for one client: takes each request and says what to answer with. */
    private static CompletableFuture<PfKeyDecoded.Valid> serveOne(PfKeyListener listener, byte[] keyCopy, int errno) {
        return CompletableFuture.supplyAsync(() -> {
            try (PfKeyChannel client = listener.accept().orElseThrow()) {
                ByteBuffer in = Libc.nativeBuffer(SadbMsg.MESSAGE_BYTES_MAX);
                int length = client.receive(in, 10_000);
                PfKeyDecoded.Valid request = RecordedConversation.valid(in.limit(length));
                request.message()
                        .key(SadbExt.KEY_ENCRYPT)
                        .ifPresent(key -> request.keys().copyTo(key, ByteBuffer.wrap(keyCopy)));
                PfKeyWriter writer = new PfKeyWriter(Libc.nativeBuffer(SadbMsg.MESSAGE_BYTES_MAX));
                client.send(
                        writer.write(PfKeyMessage.of(request.message().header().answer(errno))));
                client.receive(in.clear(), 10_000);
                return request;
            } catch (LinuxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void carriesAnSaWithItsKeyAndTheAnswer() throws Exception {
        Path path = folder.resolve("engine");
        byte[] key = new byte[PfKeyAlgorithm.CHACHA20_POLY1305.keyBytes()];
        byte[] arrived = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i + 1);
        }
        try (PfKeyListener listener = PfKeyListener.bind(path);
                SecretArena arena = SecretArena.open(1, 0);
                LockedBytes secret = arena.copyOf(key)) {
            CompletableFuture<PfKeyDecoded.Valid> server = serveOne(listener, arrived, 0);
            try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.unixSocket(path), 7, 1)) {
                assertThat(socket.add(SA, secret)).isInstanceOf(PfKeyResult.Done.class);
                socket.flushPolicies();
            }
            PfKeyMessage asked = server.get(20, TimeUnit.SECONDS).message();
            assertThat(arrived).isEqualTo(key);
            assertThat(PfKeySaName.of(asked)).contains(SA.name());
            assertThat(PfKeyAlgorithm.of(asked)).contains(PfKeyAlgorithm.CHACHA20_POLY1305);
            assertThat(asked.replay()).contains(new SadbXQgateReplay(1024, true));
        }
    }

    @Test
    void aServerThatGoesLeavesTheAnswerOpen() throws Exception {
        Path path = folder.resolve("engine");
        try (PfKeyListener listener = PfKeyListener.bind(path)) {
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
                try (PfKeyChannel client = listener.accept().orElseThrow()) {
                    client.receive(Libc.nativeBuffer(1024), 10_000);
                } catch (LinuxException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.unixSocket(path), 7, 1)) {
                PfKeyResult result = socket.delete(SA.name());
                assertThat(result)
                        .isInstanceOf(PfKeyResult.Unanswered.class)
                        .asString()
                        .contains("ECONNRESET");
            }
            server.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void onlyTheOwnerCanReachTheSocket() throws Exception {
        Path path = folder.resolve("engine");
        PfKeyListener listener = PfKeyListener.bind(path);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> PfKeyListener.bind(path))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("EADDRINUSE");
        listener.close();
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> PfKeyTransport.unixSocket(path).open())
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("Start the engine");
    }

    @Test
    void closingWakesWhoeverWaitsForClients() throws Exception {
        PfKeyListener listener = PfKeyListener.bind(folder.resolve("engine"));
        CompletableFuture<Optional<PfKeyChannel>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return listener.accept();
            } catch (LinuxException e) {
                throw new IllegalStateException(e);
            }
        });
        listener.close();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void eventsReachTheSubscriberUntilItIsClosed() throws Exception {
        Path path = folder.resolve("engine");
        BlockingQueue<PfKeyEvent> events = new LinkedBlockingQueue<>(16);
        try (PfKeyListener listener = PfKeyListener.bind(path)) {
            CompletableFuture<Optional<PfKeyChannel>> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    return listener.accept();
                } catch (LinuxException e) {
                    throw new IllegalStateException(e);
                }
            });
            PfKeySubscription subscription =
                    PfKeySubscription.open(PfKeyTransport.unixSocket(path), 7, List.of(SadbSatype.ESP));
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(subscription, events));
            try (PfKeyChannel client = accepted.get(20, TimeUnit.SECONDS).orElseThrow()) {
                ByteBuffer in = Libc.nativeBuffer(SadbMsg.MESSAGE_BYTES_MAX);
                int length = client.receive(in, 10_000);
                assertThat(RecordedConversation.valid(in.limit(length))
                                .message()
                                .header()
                                .type())
                        .isEqualTo(SadbMsgType.REGISTER);
                client.send(RecordedConversation.all().stream()
                        .filter(line -> !line.sent() && line.name().equals("acquire-v4"))
                        .findFirst()
                        .orElseThrow()
                        .datagram());
                client.send(RecordedConversation.direct(new byte[] {1, 2, 3}));
                assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(PfKeyEvent.Acquired.class);
                assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(PfKeyEvent.Lost.class);
                subscription.close();
                reader.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static void read(PfKeySubscription subscription, BlockingQueue<PfKeyEvent> events) {
        try {
            boolean open = true;
            while (open) {
                open = subscription.next(events::add);
            }
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** More than the memory of an outbox holds at once: it sends in between, and leaves nothing of what it sent. */
    @Test
    void messagesThatGoTogetherKeepTheirBordersAndOrderAndAreWiped() throws Exception {
        Path path = folder.resolve("together");
        int count = 3 * PfKeyConnection.REQUESTS_TOGETHER_MAX / 2;
        ByteBuffer memory = Libc.nativeBuffer(4 << 10);
        try (PfKeyListener listener = PfKeyListener.bind(path);
                PfKeyChannel client = PfKeyTransport.unixSocket(path).open();
                PfKeyChannel server = listener.accept().orElseThrow()) {
            PfKeyOutbox outbox = new PfKeyOutbox(client, memory, 1 << 10);
            for (int i = 1; i <= count; i++) {
                outbox.add(
                        SadbMsg.request(SadbMsgType.DELETE, SadbSatype.ESP, i, 7),
                        PfKeyRequest.delete(SA.name()).body());
            }
            outbox.send();
            assertThat(outbox.isEmpty()).isTrue();
            ByteBuffer in = Libc.nativeBuffer(SadbMsg.MESSAGE_BYTES_MAX);
            for (int i = 1; i <= count; i++) {
                int length = server.receive(in.clear(), 10_000);
                assertThat(RecordedConversation.valid(in.limit(length))
                                .message()
                                .header()
                                .sequence())
                        .isEqualTo(i);
            }
            assertThat(server.receive(in.clear(), 0)).isEqualTo(PfKeyChannel.NOTHING);
        }
        for (int at = 0; at < memory.capacity(); at++) {
            assertThat(memory.get(at)).isZero();
        }
    }
}
