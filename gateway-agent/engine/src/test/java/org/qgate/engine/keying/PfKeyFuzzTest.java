package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Random;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyWriter;

/** Whatever a client sends: no crash, every answer can be written, no secret and no SA is left behind. */
class PfKeyFuzzTest {
    private static final int CAPACITY = 4;
    private static final int HEADER_BYTES = 16;
    private static final int MESSAGES_MAX = 256;
    private static final byte VERSION = 2;
    private static final SecretArena ARENA = arena();

    private final PfKeyWriter writer = new PfKeyWriter(Libc.nativeBuffer(PfKeyServer.ANSWER_BYTES_MAX));

    private static SecretArena arena() {
        try {
            return SecretArena.open(2 * (CAPACITY + 1), 1);
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A conversation: each message with two bytes of length before it, the high byte first. */
    @FuzzTest
    void conversationsNeitherCrashNorLeak(byte[] data) {
        KeyStore store = new KeyStore(CAPACITY);
        KeyingOptions options = new KeyingOptions(
                HostAddresses.of(IpAddress.parse("192.0.2.1")), ARENA, () -> 0, new Random(data.length));
        PfKeyRequests requests = new PfKeyRequests(store, (outbound, inbound) -> {}, options);
        try {
            converse(requests, store, data);
        } finally {
            store.flush();
        }
        assertThat(ARENA.used()).isZero();
    }

    private void converse(PfKeyRequests requests, KeyStore store, byte[] data) {
        int at = 0;
        for (int message = 0; message < MESSAGES_MAX && at + 2 + HEADER_BYTES <= data.length; message++) {
            int asked = ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
            int bytes = Math.min(Math.max(asked, HEADER_BYTES), data.length - at - 2);
            ByteBuffer datagram = Libc.nativeBuffer(bytes).put(0, data, at + 2, bytes);
            requests.handle(PfKeyParser.parse(datagram), (header, extensions) -> {
                ByteBuffer answer = writer.write(new PfKeyMessage(header, extensions));
                assertThat(answer.get(0)).isEqualTo(VERSION);
            });
            assertThat(ARENA.used()).isEqualTo(store.all().size());
            at += 2 + bytes;
        }
        assertThat(store.all()).hasSizeLessThanOrEqualTo(2 * CAPACITY);
    }
}
