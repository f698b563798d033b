package org.qgate.linux.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** What the socket sends is byte for byte what the recorded C program sent, or the record has no answer to it. */
class PfKeySocketTest {

    private static final int REQID = 77;
    private static final int FIRST_SEQUENCE = 500_000;

    private final RecordedKernel kernel = new RecordedKernel();
    private SecretArena arena;
    private PfKeySocket socket;

    @BeforeEach
    void open() throws LinuxException {
        arena = SecretArena.open(8, 0);
        socket = new PfKeySocket(new PfKeyConnection(kernel, PfKeyBuffers.open(), 99, FIRST_SEQUENCE));
    }

    @AfterEach
    void close() {
        socket.close();
        arena.close();
    }

    private static PfKeySaName name(String family, SadbSatype satype, int spi) {
        boolean v4 = family.equals("v4");
        return new PfKeySaName(
                satype,
                spi,
                IpAddress.parse(v4 ? "203.0.113.1" : "2001:db8:a::1"),
                IpAddress.parse(v4 ? "203.0.113.2" : "2001:db8:b::2"));
    }

    private static PfKeySelector selector(String family) {
        boolean v4 = family.equals("v4");
        return PfKeySelector.between(
                IpPrefix.parse(v4 ? "10.1.0.0/16" : "2001:db8:1::/48"),
                IpPrefix.parse(v4 ? "10.2.0.0/16" : "2001:db8:2::/48"));
    }

    private LockedBytes counting(int bytes) {
        byte[] key = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            key[i] = (byte) i;
        }
        return arena.take(key);
    }

    private static PfKeySa tunnel(PfKeySaName name, PfKeyAlgorithm algorithm, PfKeySaOptions options) {
        return new PfKeySa(name, IpsecMode.TUNNEL, REQID, algorithm, options);
    }

    private PfKeyResult add(PfKeySa sa) {
        try (LockedBytes key = counting(sa.algorithm().keyBytes())) {
            return socket.add(sa, key);
        }
    }

    private void done(PfKeyResult result) {
        assertThat(kernel.unknown()).isEmpty();
        assertThat(result).isInstanceOf(PfKeyResult.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v6"})
    void addsSasAsTheKernelKnowsThem(String family) {
        done(add(tunnel(
                name(family, SadbSatype.ESP, 0x1234),
                PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256,
                PfKeySaOptions.NONE.withReplayWindow(32))));
        done(add(tunnel(
                name(family, SadbSatype.ESP, 0x1235),
                PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96,
                PfKeySaOptions.NONE
                        .withReplayWindow(4)
                        .withLimits(
                                new SadbLifetime(SadbExt.LIFETIME_HARD, 5000, 1L << 36, 54, 50),
                                new SadbLifetime(SadbExt.LIFETIME_SOFT, 4000, 1L << 35, 50, 40)))));
        done(add(new PfKeySa(
                name(family, SadbSatype.AH, 0x1236),
                IpsecMode.TRANSPORT,
                0,
                PfKeyAlgorithm.HMAC_SHA_256,
                PfKeySaOptions.NONE.withReplayWindow(32))));
        assertThat(add(tunnel(
                                name(family, SadbSatype.ESP, 0x1237),
                                PfKeyAlgorithm.AES_GCM_16_256,
                                PfKeySaOptions.NONE.withReplayWindow(32)))
                        .toString())
                .startsWith("refused: ENOSYS");
    }

    @Test
    void addsEspInUdp() {
        done(add(tunnel(
                name("v4", SadbSatype.ESP, 0x1238),
                PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256,
                PfKeySaOptions.NONE.withEncapsulation(new PfKeySaOptions.UdpPorts(4500, 4501)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v6"})
    void reservesAndCompletesAnSpi(String family) {
        PfKeySaName name = name(family, SadbSatype.ESP, 0x2001);
        PfKeyResult reserved = socket.getSpi(name, IpsecMode.TUNNEL, REQID, new SadbSpirange(0x2001, 0x2001));
        done(reserved);
        assertThat(((PfKeyResult.Done) reserved).answer().sa().orElseThrow().spi())
                .isEqualTo(0x2001);
        PfKeySa sa = tunnel(name, PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, PfKeySaOptions.NONE.withReplayWindow(32));
        try (LockedBytes key = counting(sa.algorithm().keyBytes())) {
            done(socket.update(sa, key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v6"})
    void readsAndDeletesSas(String family) throws LinuxException {
        PfKeyInstalledSa found =
                socket.get(name(family, SadbSatype.ESP, 0x1234)).orElseThrow();
        assertThat(found.name()).isEqualTo(name(family, SadbSatype.ESP, 0x1234));
        assertThat(found.algorithm()).contains(PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256);
        assertThat(found.mode()).isEqualTo(IpsecMode.TUNNEL);
        assertThat(found.reqid()).isEqualTo(REQID);
        assertThat(found.bytes()).isZero();
        done(socket.delete(name(family, SadbSatype.AH, 0x1236)));
        done(socket.flushSas(SadbSatype.ESP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v6"})
    void programsPolicies(String family) {
        PfKeySaName ends = name(family, SadbSatype.ESP, 256);
        SadbXIpsecrequest unique = SadbXIpsecrequest.uniqueEspTunnel(ends.source(), ends.destination(), REQID);
        SadbXIpsecrequest next = SadbXIpsecrequest.uniqueEspTunnel(ends.source(), ends.destination(), REQID + 1);
        PfKeySelector selector = selector(family);

        done(socket.addPolicy(PfKeyPolicy.protect(selector, IpsecDirection.OUTBOUND, 1000, unique)));
        done(socket.updatePolicy(PfKeyPolicy.protect(selector, IpsecDirection.OUTBOUND, 1000, next)));
        done(socket.addPolicy(PfKeyPolicy.discard(selector, IpsecDirection.FORWARD, 1000)));
        done(socket.addPolicy(PfKeyPolicy.bypass(
                PfKeySelector.between(IpPrefix.host(ends.source()), IpPrefix.host(ends.destination()))
                        .withProtocol(17, 4790, 4790),
                IpsecDirection.OUTBOUND,
                1000)));
        done(socket.flushPolicies());
    }

    @Test
    void readsWholeTables() throws LinuxException {
        PfKeySaName ends = name("v4", SadbSatype.ESP, 256);
        SadbXIpsecrequest request = SadbXIpsecrequest.uniqueEspTunnel(ends.source(), ends.destination(), REQID + 1);

        assertThat(socket.dumpSas(SadbSatype.ESP).stream().map(sa -> sa.name().spi()))
                .containsExactly(0x1238, 0x1235, 0x1234, 0x2001);
        assertThat(socket.dumpPolicies().stream().map(PfKeyPolicy::withoutId))
                .hasSize(4)
                .contains(PfKeyPolicy.protect(selector("v4"), IpsecDirection.OUTBOUND, 1000, request));
        assertThat(kernel.unknown()).isEmpty();
    }

    @Test
    void learnsWhatTheKernelCan() throws LinuxException {
        PfKeyCapabilities esp = socket.register(SadbSatype.ESP);

        assertThat(List.of(PfKeyAlgorithm.values()).stream().filter(esp::has))
                .containsExactly(
                        PfKeyAlgorithm.AES_CBC_128_HMAC_SHA_256,
                        PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256,
                        PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96);
        assertThat(esp.replay()).isEmpty();
        assertThat(socket.register(SadbSatype.ESP)).isSameAs(esp);
        assertThat(socket.register(SadbSatype.AH).has(PfKeyAlgorithm.HMAC_SHA_256))
                .isTrue();
    }

    @Test
    void passesOverNoticesOfOthers() throws LinuxException {
        byte[] notice = RecordedConversation.all().stream()
                .filter(line -> !line.sent() && line.name().equals("expire-v4"))
                .findFirst()
                .orElseThrow()
                .bytes();
        kernel.push(notice);
        assertThat(socket.get(name("v4", SadbSatype.ESP, 0x1234))).isPresent();
        kernel.push(notice);
        assertThat(socket.dumpSas(SadbSatype.ESP)).isNotEmpty();
    }

    @Test
    void saysWhenNoAnswerCame() {
        PfKeyResult result = socket.delete(name("v4", SadbSatype.ESP, 0x9999));

        assertThat(kernel.unknown()).hasSize(1);
        assertThat(result).isInstanceOf(PfKeyResult.Unanswered.class).asString().contains("2000 ms");
        assertThatThrownBy(() -> socket.get(name("v4", SadbSatype.ESP, 0x9999)))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("ETIMEDOUT");
    }

    @Test
    void refusesKeysOfWrongLengthBeforeTheyLeave() {
        PfKeySa sa = tunnel(
                name("v4", SadbSatype.ESP, 0x1234), PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, PfKeySaOptions.NONE);
        try (LockedBytes key = counting(63)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.add(sa, key))
                    .withMessageContaining("64 bytes");
        }
        assertThat(kernel.unknown()).isEmpty();
    }

    @Test
    void eventsSayWhatHappened() {
        assertThat(RecordedConversation.received("expire-v6").stream().map(PfKeyEvent::of))
                .satisfiesExactly(
                        added -> assertThat(added).isInstanceOf(PfKeyEvent.SaAdded.class),
                        soft -> assertThat(soft)
                                .isInstanceOfSatisfying(
                                        PfKeyEvent.SaExpired.class,
                                        expired -> assertThat(expired.hard()).isFalse()),
                        hard -> assertThat(hard).isInstanceOfSatisfying(PfKeyEvent.SaExpired.class, expired -> {
                            assertThat(expired.hard()).isTrue();
                            assertThat(expired.last().name()).isEqualTo(name("v6", SadbSatype.ESP, 0x3001));
                        }));
        assertThat(PfKeyEvent.of(RecordedConversation.received("acquire-v4").get(0)))
                .isInstanceOfSatisfying(
                        PfKeyEvent.Acquired.class,
                        acquired -> assertThat(acquired.policyId()).isPositive());
        assertThat(PfKeyEvent.of(RecordedConversation.received("delete-v4").get(0)))
                .isInstanceOf(PfKeyEvent.SaDeleted.class);
        assertThat(PfKeyEvent.of(RecordedConversation.received("flush-v4").get(0)))
                .isEqualTo(new PfKeyEvent.SasFlushed(SadbSatype.ESP));
        assertThat(PfKeyEvent.of(RecordedConversation.received("spdflush-v4").get(0)))
                .isEqualTo(new PfKeyEvent.PolicyChanged(SadbMsgType.X_SPDFLUSH, Optional.empty()));
    }

    @Test
    void closesOnce() {
        socket.close();
        socket.close();
        assertThat(kernel.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> socket.flushPolicies());
        assertThat(new PfKeyResult.Refused(Errno.EEXIST).isRefusedWith(Errno.EEXIST))
                .isTrue();
    }
}
