package org.qgate.linux.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** The codecs against what a Linux kernel was really told and really answered. */
class PfKeyCodecTest {

    /** {@code sadb_msg_reserved}: Linux leaks a reference count of policies there. */
    private static final int RESERVED_OFFSET = 6;

    static List<RecordedConversation.Line> lines() {
        return RecordedConversation.all();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsAndRewritesEveryRecordedMessage(RecordedConversation.Line line) {
        byte[] wanted = line.bytes().clone();
        wanted[RESERVED_OFFSET] = 0;
        wanted[RESERVED_OFFSET + 1] = 0;

        byte[] rewritten = RecordedConversation.rewritten(RecordedConversation.valid(line.datagram()));

        assertThat(HexFormat.of().formatHex(rewritten)).isEqualTo(HexFormat.of().formatHex(wanted));
    }

    @Test
    void readsWhichAlgorithmsTheKernelHas() {
        PfKeyMessage answer = RecordedConversation.received("register-esp").get(0);
        SadbSupported encrypt = answer.supported(SadbExt.SUPPORTED_ENCRYPT).orElseThrow();
        SadbSupported auth = answer.supported(SadbExt.SUPPORTED_AUTH).orElseThrow();

        assertThat(encrypt.has(SadbAlgorithm.ENCRYPT_AES_CBC, 256)).isTrue();
        assertThat(encrypt.has(SadbAlgorithm.ENCRYPT_AES_CBC, 512)).isFalse();
        assertThat(encrypt.has(SadbAlgorithm.ENCRYPT_AES_GCM_16, 288)).isFalse();
        assertThat(auth.has(SadbAlgorithm.AUTH_HMAC_SHA_256, 256)).isTrue();
        assertThat(auth.has(SadbAlgorithm.AUTH_AES_XCBC_MAC, 128)).isTrue();
    }

    @Test
    void readsRefusalsOfTheKernel() {
        assertThat(errno("add-gcm-v4").name()).isEqualTo("ENOSYS");
        assertThat(errno("add-again-v6")).isEqualTo(Errno.EEXIST);
        assertThat(errno("delete-again-v4")).isEqualTo(Errno.ESRCH);
        assertThat(errno("dump-empty-v4")).isEqualTo(Errno.ENOENT);
        assertThat(errno("spddelete-again-v6")).isEqualTo(Errno.ENOENT);
        assertThat(errno("malformed-no-addresses")).isEqualTo(Errno.EINVAL);
    }

    private static Errno errno(String name) {
        return new Errno(RecordedConversation.received(name).get(0).header().errno());
    }

    @Test
    void readsAnSaWithLimitsAndReqid() {
        PfKeyMessage answer =
                RecordedConversation.received("add-vpn-b-limits-v6").get(0);

        assertThat(answer.sa())
                .contains(new SadbSa(
                        0x1235,
                        4,
                        SadbSa.STATE_MATURE,
                        SadbAlgorithm.AUTH_AES_XCBC_MAC,
                        SadbAlgorithm.ENCRYPT_AES_CBC,
                        0));
        assertThat(answer.lifetime(SadbExt.LIFETIME_HARD))
                .contains(new SadbLifetime(SadbExt.LIFETIME_HARD, 5000, 1L << 36, 54, 50));
        assertThat(answer.lifetime(SadbExt.LIFETIME_SOFT))
                .contains(new SadbLifetime(SadbExt.LIFETIME_SOFT, 4000, 1L << 35, 50, 40));
        assertThat(answer.sa2()).contains(new SadbXSa2(IpsecMode.TUNNEL.number(), 0, 77));
        assertThat(answer.address(SadbExt.ADDRESS_DST).orElseThrow().prefix())
                .isEqualTo(IpPrefix.parse("2001:db8:b::2"));
        assertThat(answer.key(SadbExt.KEY_AUTH)).contains(new SadbKey(SadbExt.KEY_AUTH, 128));
    }

    @Test
    void readsNatTraversal() {
        PfKeyMessage answer = RecordedConversation.received("add-nat-t-v4").get(0);

        assertThat(answer.natTType()).contains(new SadbXNatTType(SadbXNatTType.ESP_IN_UDP));
        assertThat(answer.natTPort(SadbExt.X_NAT_T_SPORT)).contains(new SadbXNatTPort(SadbExt.X_NAT_T_SPORT, 4500));
        assertThat(answer.natTPort(SadbExt.X_NAT_T_DPORT)).contains(new SadbXNatTPort(SadbExt.X_NAT_T_DPORT, 4501));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v6"})
    void readsPoliciesWithTheirTunnel(String family) {
        boolean v4 = family.equals("v4");
        PfKeyMessage answer =
                RecordedConversation.received("spdupdate-out-" + family).get(0);
        SadbXPolicy policy = answer.policy().orElseThrow();

        assertThat(policy.action()).isEqualTo(IpsecAction.IPSEC);
        assertThat(policy.direction()).isEqualTo(IpsecDirection.OUTBOUND);
        assertThat(policy.priority()).isEqualTo(1000);
        assertThat(policy.requests())
                .containsExactly(SadbXIpsecrequest.uniqueEspTunnel(
                        IpAddress.parse(v4 ? "203.0.113.1" : "2001:db8:a::1"),
                        IpAddress.parse(v4 ? "203.0.113.2" : "2001:db8:b::2"),
                        78));
    }

    @Test
    void readsExpiryAndAcquire() {
        List<PfKeyMessage> expiry = RecordedConversation.received("expire-v4");
        assertThat(expiry.get(1).header().type()).isEqualTo(SadbMsgType.EXPIRE);
        assertThat(expiry.get(1).lifetime(SadbExt.LIFETIME_SOFT)).isPresent();
        assertThat(expiry.get(2).lifetime(SadbExt.LIFETIME_HARD)).isPresent();

        PfKeyMessage acquire = RecordedConversation.received("acquire-v6").get(0);
        assertThat(acquire.header().type()).isEqualTo(SadbMsgType.ACQUIRE);
        assertThat(acquire.proposal()).contains(new SadbProp(32, List.of()));
        assertThat(acquire.policy().orElseThrow().direction()).isEqualTo(IpsecDirection.OUTBOUND);
    }

    @Test
    void keysAreReadIntoLockedMemoryAndShownNowhere() throws Exception {
        byte[] counting = new byte[32];
        IntStream.range(0, counting.length).forEach(i -> counting[i] = (byte) i);
        ByteBuffer datagram = RecordedConversation.direct(RecordedConversation.sent("add-cbc-sha256-v4"));
        PfKeyDecoded.Valid valid = RecordedConversation.valid(datagram);
        SadbKey cipherKey = valid.message().key(SadbExt.KEY_ENCRYPT).orElseThrow();

        assertThat(valid.toString()).contains("redacted").doesNotContain("1011", "[0, 1, 2");
        try (SecretArena arena = SecretArena.open(1, 0);
                LockedBytes secret = arena.allocate(cipherKey.bytes())) {
            valid.keys().copyTo(cipherKey, secret);
            byte[] copy = new byte[cipherKey.bytes()];
            secret.copyTo(copy);
            assertThat(copy).isEqualTo(counting);
            valid.keys().expire();
            assertThatIllegalStateException().isThrownBy(() -> valid.keys().copyTo(cipherKey, secret));
        }
    }

    @Test
    void carriesReplayWindowsThatKernelsDoNotKnow() {
        PfKeyMessage message = PfKeyMessage.of(
                SadbMsg.request(SadbMsgType.ADD, SadbSatype.ESP, 1, 2), new SadbXQgateReplay(1024, true));
        ByteBuffer written =
                new PfKeyWriter(RecordedConversation.direct(new byte[SadbMsg.MESSAGE_BYTES_MAX])).write(message);

        assertThat(RecordedConversation.valid(written).message()).isEqualTo(message);
    }

    @Test
    void carriesProposals() {
        SadbComb combination = new SadbComb(
                new SadbAlg(SadbAlgorithm.AUTH_HMAC_SHA_256, 0, 256, 256),
                new SadbAlg(SadbAlgorithm.ENCRYPT_AES_CBC, 0, 128, 256),
                1,
                new SadbLifetime(SadbExt.LIFETIME_SOFT, 1, 2, 3, 4),
                new SadbLifetime(SadbExt.LIFETIME_HARD, 5, 6, 7, 8));
        PfKeyMessage message = PfKeyMessage.of(
                SadbMsg.request(SadbMsgType.ACQUIRE, SadbSatype.ESP, 1, 0),
                new SadbProp(32, List.of(combination, combination)));
        ByteBuffer written =
                new PfKeyWriter(RecordedConversation.direct(new byte[SadbMsg.MESSAGE_BYTES_MAX])).write(message);

        assertThat(written.remaining()).isEqualTo(SadbMsg.SIZE + SadbProp.HEADER + 2 * SadbComb.SIZE);
        assertThat(RecordedConversation.valid(written).message()).isEqualTo(message);
    }
}
