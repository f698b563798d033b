package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.engine.cipher.Esp;
import org.qgate.engine.cipher.InboundSa;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyWriter;
import org.qgate.linux.pfkey.SadbAlg;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSupported;

/**
 * A session of strongSwan's daemon, which keyed a running engine over PF_KEY while strongSwan's user-space ESP was the peer,
 * again: the same messages get the same answers, and the packets that came between them decipher. How it was recorded is
 * told in {@code src/test/resources/interop/README.md}.
 */
class ForeignDaemonTest {
    private static final String SESSION = "/interop/strongswan-5.9.8.txt";
    private static final int HEADROOM = SecurityAssociation.PLAIN_HEADROOM_BYTES;
    private static final int SPI_MIN_OFFSET = 4;

    private final KeyStore store = new KeyStore(KeyStore.CAPACITY_DEFAULT);
    private final RecordedSpis spis = new RecordedSpis();
    private final List<PfKeyMessage> answers = new ArrayList<>();
    private PolicyTable outbound = PolicyTable.EMPTY;
    private PolicyTable inbound = PolicyTable.EMPTY;
    private SecretArena arena;
    private PfKeyRequests requests;

    @BeforeEach
    void start() throws Exception {
        arena = SecretArena.open(2 * KeyStore.CAPACITY_DEFAULT + 2, 1);
        KeyingOptions options = new KeyingOptions(HostAddresses.of(IpAddress.parse("192.0.2.1")), arena, () -> 0, spis);
        requests = new PfKeyRequests(
                store,
                (newOutbound, newInbound) -> {
                    outbound = newOutbound;
                    inbound = newInbound;
                },
                options);
    }

    @AfterEach
    void stop() {
        store.flush();
        arena.close();
    }

    @Test
    void aSessionOfStrongSwanKeysTheEngine() throws Exception {
        List<Line> lines = lines();
        Map<String, byte[]> told = new LinkedHashMap<>();
        lines.stream().filter(line -> line.kind() == '<').forEach(line -> told.put(line.name(), line.bytes()));
        int asked = 0;
        int deciphered = 0;
        int mostSas = 0;
        for (Line line : lines) {
            if (line.kind() == '>') {
                ask(line, Objects.requireNonNull(told.get(line.name()), line.name()));
                asked++;
                mostSas = Math.max(mostSas, store.all().size());
            } else if (line.kind() == 'E') {
                decipher(line.bytes());
                deciphered++;
            }
        }
        assertThat(asked).isGreaterThan(80);
        assertThat(deciphered).isGreaterThan(100);
        assertThat(mostSas).isBetween(9, 12);
        assertThat(store.all()).isEmpty();
        assertThat(outbound.policies()).isEmpty();
        assertThat(inbound.policies()).isEmpty();
        assertThat(arena.used()).isZero();
    }

    private void ask(Line line, byte[] recorded) {
        spis.next = NetworkOrder.getInt(recorded, Line.BODY + SPI_MIN_OFFSET);
        line.spiMin().ifPresent(min -> spis.min = min);
        answers.clear();
        requests.handle(
                PfKeyParser.parse(nativeCopy(line.bytes())),
                (header, extensions) -> answers.add(new PfKeyMessage(header, extensions)));

        assertThat(answers).as("answers to %s", line).hasSize(1);
        SadbMsgType type = answers.get(0).header().type();
        boolean tellsUsage = type == SadbMsgType.GET || type == SadbMsgType.DELETE;
        if (tellsUsage) {
            // Times and counters are those of this run; whether it was done is what the daemon asks.
            assertThat(answers.get(0).header().errno()).as("answer to %s", line).isEqualTo(recorded[Line.ERRNO]);
        } else if (type == SadbMsgType.REGISTER) {
            // The engine has learnt more since the record was made.
            assertThat(ciphers(answers.get(0)))
                    .containsAll(ciphers(((PfKeyDecoded.Valid) PfKeyParser.parse(nativeCopy(recorded))).message()));
        } else {
            assertThat(hex(answers.get(0)))
                    .as("answer to %s", line)
                    .isEqualTo(HexFormat.of().formatHex(recorded));
        }
    }

    private static List<SadbAlg> ciphers(PfKeyMessage registered) {
        return registered
                .supported(SadbExt.SUPPORTED_ENCRYPT)
                .map(SadbSupported::algorithms)
                .orElse(List.of());
    }

    private void decipher(byte[] packet) {
        Esp esp = new Esp().at(packet, 0, packet.length);
        InboundSa sa = store.inbound(esp.spi());
        assertThat(sa).as("SA of %08x", esp.spi()).isNotNull();
        byte[] plain = new byte[HEADROOM + packet.length];
        int length = Objects.requireNonNull(sa).decapsulate(esp, 0, plain, HEADROOM, 0);
        assertThat(length).as("packet of %s", sa).isPositive();
        PacketSelectors selectors = new PacketSelectors();
        assertThat(selectors.read(plain, HEADROOM, length)).isTrue();
        assertThat(inbound.decide(selectors).accepts(sa.parameters().reqid()))
                .as("policy takes what came by %s", sa)
                .isTrue();
        if (selectors.isV4()) {
            assertThat(selectors.protocol()).isEqualTo(IpHeader.PROTOCOL_ICMP);
            int icmp = HEADROOM + IpHeader.headerBytesV4(plain, HEADROOM);
            long sum = InternetChecksum.sum(plain, icmp, HEADROOM + length - icmp, 0);
            assertThat(InternetChecksum.fold(sum)).isEqualTo(0xFFFF);
        } else {
            assertThat(selectors.protocol()).isEqualTo(IpHeader.PROTOCOL_ICMPV6);
        }
    }

    private static String hex(PfKeyMessage message) {
        ByteBuffer written = new PfKeyWriter(Libc.nativeBuffer(8 << 10)).write(message);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ByteBuffer nativeCopy(byte[] bytes) {
        return Libc.nativeBuffer(bytes.length).put(0, bytes);
    }

    private static List<Line> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(ForeignDaemonTest.class.getResourceAsStream(SESSION))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Line(line.charAt(0), HexFormat.of().parseHex(line.substring(2))))
                    .toList();
        }
    }

    /**
     * A line of the recording.
     *
     * @param kind {@code >} to the engine, {@code <} from it, {@code E} an ESP packet from the peer
     */
    private record Line(char kind, byte[] bytes) {
        static final int BODY = 16;
        static final int ERRNO = 2;
        private static final int GETSPI = 1;
        private static final int SPIRANGE = 16;

        /** What a question and its answer have in common: type and sequence number. */
        String name() {
            return bytes[1] + " " + Integer.reverseBytes(NetworkOrder.getInt(bytes, 8));
        }

        /** The least SPI that a GETSPI allows. */
        java.util.OptionalInt spiMin() {
            for (int at = BODY; kind == '>' && bytes[1] == GETSPI && at < bytes.length; at += 8 * bytes[at]) {
                if (bytes[at + 2] == SPIRANGE) {
                    return java.util.OptionalInt.of(Integer.reverseBytes(NetworkOrder.getInt(bytes, at + 4)));
                }
            }
            return java.util.OptionalInt.empty();
        }

        @Override
        public String toString() {
            return kind + " message " + name();
        }
    }

    /** Chooses the SPI that was chosen then. */
    private static final class RecordedSpis implements RandomGenerator {
        private int next;
        private int min;

        @Override
        public long nextLong() {
            throw new IllegalStateException("nothing but SPIs is chosen");
        }

        @Override
        public long nextLong(long bound) {
            return Integer.toUnsignedLong(next) - Integer.toUnsignedLong(min);
        }
    }
}
