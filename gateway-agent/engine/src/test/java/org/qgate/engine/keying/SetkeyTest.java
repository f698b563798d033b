package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.OutboundSa;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;

/** Sequences as {@code setkey} and {@code racoon} send them, made by hand. */
class SetkeyTest {
    private static final int AES_CBC = 12;
    private static final int XCBC = 9;
    private static final int GCM_16 = 20;
    private static final int ANY = 255;
    private static final int USE = 1;
    private static final int REQUIRE = 2;
    private static final int UNIQUE = 3;
    private static final int TUNNEL = 2;
    private static final String KEY_16 = "000102030405060708090a0b0c0d0e0f";
    private static final String OTHER_KEY_16 = "101112131415161718191a1b1c1d1e1f";
    private static final String KEY_36 = KEY_16 + OTHER_KEY_16 + "20212223";
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1");
    private static final IpAddress THERE = IpAddress.parse("192.0.2.2");
    private static final IpAddress HERE_6 = IpAddress.parse("2001:db8:ff::1");
    private static final IpAddress THERE_6 = IpAddress.parse("2001:db8:ff::2");
    private static final IpAddress INSIDE = IpAddress.parse("10.1.0.0");
    private static final IpAddress FAR = IpAddress.parse("10.2.0.0");

    private final KeyStore store = new KeyStore(KeyStore.CAPACITY_DEFAULT);
    private PolicyTable outbound = PolicyTable.EMPTY;
    private PolicyTable inbound = PolicyTable.EMPTY;
    private SecretArena arena;
    private PfKeyRequests requests;

    @BeforeEach
    void start() throws Exception {
        arena = SecretArena.open(2 * KeyStore.CAPACITY_DEFAULT + 2, 1);
        KeyingOptions options = new KeyingOptions(HostAddresses.of(HERE, HERE_6), arena, () -> 0, new Random(5));
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

    private List<PfKeyMessage> ask(SetkeyBytes asked) {
        List<PfKeyMessage> answers = new ArrayList<>();
        requests.handle(
                PfKeyParser.parse(asked.datagram()),
                (header, extensions) -> answers.add(new PfKeyMessage(header, extensions)));
        return answers;
    }

    private int errno(SetkeyBytes asked) {
        List<PfKeyMessage> answers = ask(asked);
        assertThat(answers).hasSize(1);
        return answers.get(0).header().errno();
    }

    /** {@code add FROM TO esp SPI -m tunnel -E aes-cbc KEY -A aes-xcbc-mac KEY;} */
    private static SetkeyBytes addVpnB(IpAddress from, IpAddress to, int spi) {
        return new SetkeyBytes(SetkeyBytes.ADD, SetkeyBytes.ESP, 0)
                .key(SetkeyBytes.KEY_ENCRYPT, KEY_16)
                .key(SetkeyBytes.KEY_AUTH, OTHER_KEY_16)
                .lifetime(3, 0, 3600)
                .lifetime(4, 0, 3000)
                .sa2(TUNNEL, 0)
                .sa(spi, XCBC, AES_CBC)
                .source(from, 32, ANY)
                .destination(to, 32, ANY);
    }

    private static SetkeyBytes spdAdd(IpAddress from, IpAddress to) {
        return new SetkeyBytes(SetkeyBytes.SPDADD, SetkeyBytes.UNSPEC, 0)
                .source(from, 16, ANY)
                .destination(to, 16, ANY);
    }

    @Test
    void aSetkeyScriptKeysVpnB() {
        assertThat(errno(new SetkeyBytes(SetkeyBytes.FLUSH, SetkeyBytes.UNSPEC, 0)))
                .isZero();
        assertThat(errno(new SetkeyBytes(SetkeyBytes.SPDFLUSH, SetkeyBytes.UNSPEC, 0)))
                .isZero();
        assertThat(errno(addVpnB(HERE, THERE, 0x1000))).isZero();
        assertThat(errno(addVpnB(THERE, HERE, 0x1001))).isZero();
        assertThat(errno(spdAdd(INSIDE, FAR).espTunnel(SetkeyBytes.OUT, HERE, THERE, REQUIRE, 0)))
                .isZero();
        assertThat(errno(spdAdd(FAR, INSIDE).espTunnel(SetkeyBytes.IN, THERE, HERE, REQUIRE, 0)))
                .isZero();

        OutboundSa out = Objects.requireNonNull(
                store.outboundInUse(outbound.policies().get(0).decision().reqid()));
        assertThat(out.parameters().spi()).isEqualTo(0x1000);
        assertThat(out.parameters().algorithm()).isEqualTo(EspAlgorithm.AES_CBC_128_AES_XCBC_MAC_96);
        assertThat(out.parameters().lifetime().hard().seconds()).isEqualTo(3600);
        SecurityAssociation in = store.find(SaDirection.INBOUND, 0x1001).orElseThrow();
        assertThat(inbound.policies().get(0).decision().accepts(in.parameters().reqid()))
                .isTrue();
        assertThat(ask(new SetkeyBytes(SetkeyBytes.DUMP, SetkeyBytes.UNSPEC, 0)))
                .hasSize(2);
        assertThat(ask(new SetkeyBytes(SetkeyBytes.SPDDUMP, SetkeyBytes.UNSPEC, 0)))
                .hasSize(2);
        assertThat(errno(new SetkeyBytes(SetkeyBytes.FLUSH, SetkeyBytes.ESP, 0)))
                .isZero();
        assertThat(arena.used()).isZero();
    }

    @Test
    void aSetkeyScriptKeysGcmOverIpv6AndDeletes() {
        SetkeyBytes add = new SetkeyBytes(SetkeyBytes.ADD, SetkeyBytes.ESP, 0)
                .key(SetkeyBytes.KEY_ENCRYPT, KEY_36)
                .sa2(0, 0)
                .sa(0x2000, 0, GCM_16)
                .source(HERE_6, 128, ANY)
                .destination(THERE_6, 128, ANY);
        assertThat(errno(add)).isZero();
        SaParameters parameters =
                store.find(SaDirection.OUTBOUND, 0x2000).orElseThrow().parameters();
        assertThat(parameters.algorithm()).isEqualTo(EspAlgorithm.AES_GCM_16_256);
        assertThat(parameters.tunnel().source()).isEqualTo(HERE_6);
        SetkeyBytes delete = new SetkeyBytes(SetkeyBytes.DELETE, SetkeyBytes.ESP, 0)
                .sa(0x2000, 0, 0)
                .source(HERE_6, 128, ANY)
                .destination(THERE_6, 128, ANY);
        assertThat(errno(delete)).isZero();
        assertThat(arena.used()).isZero();
    }

    /** racoon: register, take an SPI, complete it by UPDATE, ADD the other way, and again before the old ones go. */
    @Test
    void racoonKeysAndRekeys() {
        assertThat(errno(new SetkeyBytes(SetkeyBytes.REGISTER, SetkeyBytes.ESP, 1)))
                .isZero();
        assertThat(errno(spdAdd(INSIDE, FAR).espTunnel(SetkeyBytes.OUT, HERE, THERE, UNIQUE, 77)))
                .isZero();
        int first = racoonRound(2, 0x3000);
        OutboundSa before = Objects.requireNonNull(store.outboundInUse(77));
        assertThat(before.parameters().spi()).isEqualTo(0x3000);
        int second = racoonRound(3, 0x3001);
        assertThat(second).isNotEqualTo(first);
        OutboundSa after = Objects.requireNonNull(store.outboundInUse(77));
        assertThat(after.parameters().spi()).isEqualTo(0x3001);
        assertThat(store.all()).hasSize(4);
        SetkeyBytes delete = new SetkeyBytes(SetkeyBytes.DELETE, SetkeyBytes.ESP, 9)
                .sa(first, 0, 0)
                .source(THERE, 32, ANY)
                .destination(HERE, 32, ANY);
        assertThat(errno(delete)).isZero();
        assertThat(store.inbound(first)).isNull();
        assertThat(store.inbound(second)).isNotNull();
    }

    private int racoonRound(int sequence, int outboundSpi) {
        List<PfKeyMessage> larval = ask(new SetkeyBytes(SetkeyBytes.GETSPI, SetkeyBytes.ESP, sequence)
                .sa2(TUNNEL, 77)
                .source(THERE, 32, ANY)
                .destination(HERE, 32, ANY)
                .spiRange(0x0100_0000, 0x0FFF_FFFF));
        int spi = larval.get(0).sa().orElseThrow().spi();
        assertThat(spi).isBetween(0x0100_0000, 0x0FFF_FFFF);
        for (int[] one : new int[][] {{SetkeyBytes.UPDATE, spi}, {SetkeyBytes.ADD, outboundSpi}}) {
            boolean in = one[0] == SetkeyBytes.UPDATE;
            SetkeyBytes message = new SetkeyBytes(one[0], SetkeyBytes.ESP, sequence)
                    .sa(one[1], 0, GCM_16)
                    .sa2(TUNNEL, 77)
                    .source(in ? THERE : HERE, 32, ANY)
                    .destination(in ? HERE : THERE, 32, ANY)
                    .key(SetkeyBytes.KEY_ENCRYPT, KEY_36)
                    .lifetime(3, 1 << 30, 28_800)
                    .lifetime(4, 1 << 29, 23_040);
            assertThat(errno(message)).isZero();
        }
        return spi;
    }

    @Test
    void anSpiThatIsNotNeededIsGivenBack() {
        List<PfKeyMessage> larval = ask(new SetkeyBytes(SetkeyBytes.GETSPI, SetkeyBytes.ESP, 1)
                .source(THERE, 32, ANY)
                .destination(HERE, 32, ANY)
                .spiRange(0x0100_0000, 0x0100_0000));
        int spi = larval.get(0).sa().orElseThrow().spi();
        SetkeyBytes delete = new SetkeyBytes(SetkeyBytes.DELETE, SetkeyBytes.ESP, 2)
                .sa(spi, 0, 0)
                .source(THERE, 32, ANY)
                .destination(HERE, 32, ANY);
        assertThat(errno(delete)).isZero();
        assertThat(errno(delete)).isEqualTo(Refusal.ESRCH.number());
    }

    /** {@code spdadd ... -P out discard;} */
    @Test
    void discardIsDiscard() {
        assertThat(errno(spdAdd(INSIDE, FAR).discard(SetkeyBytes.OUT))).isZero();
        assertThat(outbound.policies().get(0).decision()).isEqualTo(Decision.DISCARD);
    }

    /** {@code .../use} would let packets pass in clear as long as there is no SA. */
    @Test
    void aLevelThatLetsPacketsPassInClearIsRefused() {
        SetkeyBytes asked = spdAdd(INSIDE, FAR).espTunnel(SetkeyBytes.OUT, HERE, THERE, USE, 0);
        assertThat(errno(asked)).isEqualTo(Refusal.EOPNOTSUPP.number());
        assertThat(outbound.policies()).isEmpty();
    }
}
