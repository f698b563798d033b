package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.Messages;

/** What may be asked for at all, counters, and the probe. */
class XfrmSpecificationTest {

    private static final IpAddress V4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress V6 = IpAddress.parse("2001:db8::1");

    @Test
    void refusesSasThatCannotBe() {
        assertThatThrownBy(() -> XfrmSa.of(XfrmMode.TUNNEL, XfrmAlgorithm.AES_GCM_16_128, V4, V6, 1000, 1))
                .hasMessageContaining("mixes families");
        assertThatThrownBy(() -> XfrmSa.of(XfrmMode.TUNNEL, XfrmAlgorithm.AES_GCM_16_128, V4, V4, 255, 1))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> new XfrmSa(
                        new XfrmId(V4, 1000, XfrmId.AH),
                        V4,
                        1,
                        XfrmMode.TUNNEL,
                        XfrmAlgorithm.AES_GCM_16_128,
                        XfrmLifetimeCfg.NONE,
                        XfrmSaOptions.NONE))
                .hasMessageContaining("does not serve");
        assertThat(XfrmSa.of(XfrmMode.TUNNEL, XfrmAlgorithm.AES_GCM_16_128, V4, V4, -1, 1)
                        .id()
                        .spi())
                .isEqualTo(0xFFFFFFFF);
    }

    @Test
    void refusesWindowsThatTheKernelCannotKeep() {
        assertThatThrownBy(() -> XfrmSaOptions.NONE.withLegacyReplayWindow(4097))
                .hasMessageContaining("0..4096");
        assertThatThrownBy(() -> XfrmSaOptions.NONE.withEsn(0)).hasMessageContaining("1..4096");
        assertThatThrownBy(() -> XfrmSaOptions.NONE.withEsn(1).withDirection(XfrmSaDirection.OUT))
                .hasMessageContaining("0..0 (with ESN, stated as outbound)");
        assertThatThrownBy(() -> XfrmSaOptions.NONE.withEsn(4097)).hasMessageContaining("1..4096");
        assertThat(XfrmSaOptions.NONE
                        .withDirection(XfrmSaDirection.OUT)
                        .withEsn(0)
                        .isEsn())
                .isTrue();
        assertThat(XfrmSaOptions.NONE.withEsn(64).withLegacyReplayWindow(32).isEsn())
                .isFalse();
    }

    @Test
    void refusesPoliciesThatCannotBe() {
        XfrmUserTmpl template = XfrmUserTmpl.espTunnel(V4, V4, 0, 1);
        assertThatThrownBy(() -> new XfrmPolicy(
                        PolicyChecks.V4,
                        XfrmDirection.OUT,
                        XfrmAction.BLOCK,
                        1,
                        List.of(template),
                        XfrmPolicyOptions.NONE))
                .hasMessageContaining("no templates");
        assertThatThrownBy(() -> new XfrmPolicy(
                        PolicyChecks.V4,
                        XfrmDirection.OUT,
                        XfrmAction.ALLOW,
                        1,
                        java.util.Collections.nCopies(7, template),
                        XfrmPolicyOptions.NONE))
                .hasMessageContaining("7 templates");
        assertThatThrownBy(() -> XfrmSelector.between(IpPrefix.host(V4), IpPrefix.host(V6)))
                .hasMessageContaining("mixes families");
        assertThatThrownBy(() -> PortMatch.exactly(70_000)).hasMessageContaining("70000");
    }

    @Test
    void refusesKeysOfTheWrongLengthAndSendsNothingOfThem() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (SecretArena arena = SecretArena.open(2, 0);
                LockedBytes key = arena.allocate(32);
                XfrmSocket xfrm = new XfrmSocket(kernel.connection())) {
            XfrmSa sa = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV4);
            XfrmBatch batch = xfrm.batch();
            assertThatThrownBy(() -> batch.newSa(sa, key))
                    .hasMessage("AES_GCM_16_256 takes a key of 36 bytes, salt included, not 32");
            assertThat(batch.size()).isZero();
            assertThat(batch.send()).isEmpty();
        }
        assertThat(kernel.sent()).isEmpty();
    }

    @Test
    void knowsTheKeysOfItsAlgorithms() {
        assertThat(XfrmAlgorithm.AES_GCM_16_128.keyBytes()).isEqualTo(20);
        assertThat(XfrmAlgorithm.AES_GCM_16_256.keyBytes()).isEqualTo(36);
        assertThat(XfrmAlgorithm.AES_CCM_16_256.keyBytes()).isEqualTo(35);
        assertThat(XfrmAlgorithm.CHACHA20_POLY1305.keyBytes()).isEqualTo(36);
        assertThat(XfrmAlgorithm.AES_CBC_128_HMAC_SHA_256_128.keyBytes()).isEqualTo(48);
        assertThat(XfrmAlgorithm.AES_CBC_256_HMAC_SHA_256_128.keyBytes()).isEqualTo(SecretArena.SMALL_SLOT_BYTES);
        assertThat(XfrmAlgorithm.AES_CBC_128_AES_XCBC_MAC_96.keyBytes()).isEqualTo(32);
        assertThat(XfrmAlgorithm.AES_CBC_128_AES_XCBC_MAC_96.icvBits()).isEqualTo(96);
        assertThat(XfrmAlgorithm.HMAC_SHA_256_128.protocol()).isEqualTo(XfrmId.AH);
        assertThat(XfrmAlgorithm.AES_GCM_16_128.kind()).isEqualTo(XfrmAlgorithm.Kind.AEAD);
    }

    @Test
    void readsCountersAndTheirDifferences() throws IOException {
        XfrmStatistics before = XfrmStatistics.parse("XfrmInError             \t0\nXfrmInNoStates  \t5\n");
        XfrmStatistics after = XfrmStatistics.parse("XfrmInError 2\nXfrmInNoStates 5\nXfrmNew 1\n");
        assertThat(after.since(before).nonZero().counters())
                .containsExactly(java.util.Map.entry("XfrmInError", 2L), java.util.Map.entry("XfrmNew", 1L));
        assertThat(after.value("XfrmInNoStates")).isEqualTo(5);
        assertThat(after.value("Absent")).isZero();
        assertThat(XfrmStatistics.parse("").counters()).isEmpty();
        for (String bad : List.of("x", "XfrmInError -1", "XfrmInError 1 2", "X\u00e4 1", "A 9999999999999999999")) {
            assertThatThrownBy(() -> XfrmStatistics.parse(bad)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> XfrmStatistics.parse("A".repeat(3) + " 1\n" + many()))
                .isInstanceOf(IOException.class);
    }

    private static String many() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("C").append(i).append(" 1\n");
        }
        return text.toString();
    }

    @Test
    void theProbeTriesAnotherSpiAndCleansUp() throws LinuxException {
        int[] attempts = new int[1];
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            boolean taken = requests.get(0).type() == XfrmMessageType.NEWSA && attempts[0]++ < 2;
            self.acknowledge(requests.get(0), taken ? -Errno.EEXIST.number() : 0);
        });
        try (SecretArena arena = SecretArena.open(1, 0);
                XfrmSocket xfrm = new XfrmSocket(kernel.connection())) {
            XfrmProbe probe = new XfrmProbe(xfrm, arena, new Random(1));
            assertThat(probe.probe(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV6)).isEqualTo(new XfrmSupport.Available());
            assertThat(arena.used()).isZero();
        }
        assertThat(kernel.sent())
                .extracting(datagram -> FakeKernel.parse(datagram).get(0).type())
                .containsExactly(
                        XfrmMessageType.NEWSA, XfrmMessageType.NEWSA, XfrmMessageType.NEWSA, XfrmMessageType.DELSA);
    }

    @Test
    void theProbeSaysWhyNot() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> self.deliver(Messages.acknowledgement(
                requests.get(0).sequence(), FakeKernel.PORT, -93, "Requested type not found", -1)));
        try (SecretArena arena = SecretArena.open(1, 0);
                XfrmSocket xfrm = new XfrmSocket(kernel.connection())) {
            XfrmProbe probe = new XfrmProbe(xfrm, arena, new Random(1));
            assertThat(probe.probe(XfrmAlgorithm.HMAC_SHA_256_128, IpFamily.IPV4))
                    .isInstanceOfSatisfying(XfrmSupport.Unavailable.class, no -> {
                        assertThat(no.errno().name()).isEqualTo("EPROTONOSUPPORT");
                        assertThat(no.why()).contains("Requested type not found", "Load the modules");
                    });
        }
        assertThat(kernel.sent()).hasSize(1);
    }
}
