package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.Messages;
import org.qgate.linux.netlink.NetlinkMessage;

/** Reads what a real kernel sent, and what the compiler lays out. */
class KernelAnswerTest {

    /** The counting key of the captures, as any text would show it. */
    private static final List<String> KEY_TRACES = List.of("00010203", "0, 1, 2, 3", "[0, 1", "AAECAw");

    private static List<NetlinkMessage> captured(String name) throws MalformedMessageException {
        List<NetlinkMessage> messages = new ArrayList<>();
        for (Golden.Entry entry : Golden.entries("kernel-6.1.txt")) {
            if (entry.name().equals(name)) {
                messages.addAll(Messages.receivedAll(entry.bytes()));
            }
        }
        return messages;
    }

    /** A kernel that answers a dump with the captured datagrams, under our sequence and port. */
    private static FakeKernel dumping(String name) {
        return new FakeKernel((requests, kernel) -> {
            for (Golden.Entry entry : Golden.entries("kernel-6.1.txt")) {
                if (entry.name().equals(name)) {
                    byte[] datagram = entry.bytes();
                    int at = 0;
                    while (at < datagram.length) {
                        Messages.wrap(datagram)
                                .putInt(at + 8, requests.get(0).sequence())
                                .putInt(at + 12, FakeKernel.PORT);
                        at += (Messages.wrap(datagram).getInt(at) + 3) / 4 * 4;
                    }
                    kernel.deliver(datagram);
                }
            }
        });
    }

    @Test
    void readsTheSasOfARealKernel() throws LinuxException {
        List<InstalledSa> sas;
        try (XfrmSocket xfrm = new XfrmSocket(dumping("dump-sa").connection())) {
            sas = xfrm.dumpSas();
        }
        assertThat(sas).hasSize(3);
        InstalledSa ah = bySpi(sas, 0x1003);
        InstalledSa cbc = bySpi(sas, 0x1002);
        InstalledSa gcm = bySpi(sas, 0x1001);
        assertThat(gcm.algorithm()).contains(XfrmAlgorithm.AES_GCM_16_128);
        assertThat(gcm.info().source()).isEqualTo(IpAddress.parse("203.0.113.1"));
        assertThat(gcm.info().id()).isEqualTo(new XfrmId(IpAddress.parse("203.0.113.2"), 0x1001, XfrmId.ESP));
        assertThat(gcm.info().properties().reqid()).isEqualTo(77);
        assertThat(gcm.info().limits().bytes().hard()).isEqualTo(1L << 36);
        assertThat(gcm.info().limits().secondsAfterAdd().hard()).isEqualTo(3600);
        assertThat(gcm.info().current().addTimeSeconds()).isGreaterThan(1_700_000_000L);
        assertThat(gcm.sequences()).isEqualTo(new InstalledSa.Sequences(0, 0, 0));
        assertThat(cbc.algorithm()).contains(XfrmAlgorithm.AES_CBC_128_HMAC_SHA_256_128);
        assertThat(cbc.sequences().window()).isEqualTo(32);
        assertThat(cbc.details().mark()).isEqualTo(new XfrmMark(0x51, 0xFF));
        assertThat(cbc.details().interfaceId()).isEqualTo(9);
        assertThat(cbc.details().encapsulation()).contains(new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, 4500, 4501));
        assertThat(cbc.key().mark()).isEqualTo(new XfrmMark(0x51, 0xFF));
        assertThat(ah.algorithm()).contains(XfrmAlgorithm.AES_XCBC_MAC_96);
        assertThat(ah.info().id().destination().family()).isEqualTo(IpFamily.IPV6);
        assertThat(sas.toString()).doesNotContain(KEY_TRACES);
    }

    private static InstalledSa bySpi(List<InstalledSa> sas, int spi) {
        return sas.stream()
                .filter(sa -> sa.info().id().spi() == spi)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsThePoliciesOfARealKernel() throws LinuxException {
        List<InstalledPolicy> policies;
        try (XfrmSocket xfrm = new XfrmSocket(dumping("dump-policy").connection())) {
            policies = xfrm.dumpPolicies();
        }
        assertThat(policies).hasSize(2);
        InstalledPolicy block = policies.stream()
                .filter(policy -> policy.does(XfrmAction.BLOCK))
                .findFirst()
                .orElseThrow();
        InstalledPolicy protect = policies.stream()
                .filter(policy -> policy.does(XfrmAction.ALLOW))
                .findFirst()
                .orElseThrow();
        assertThat(block.isFor(XfrmDirection.FWD)).isTrue();
        assertThat(block.info().selector()).isEqualTo(PolicyChecks.V6);
        assertThat(block.mark()).isEqualTo(new XfrmMark(1, 3));
        assertThat(block.interfaceId()).isEqualTo(8);
        assertThat(protect.isFor(XfrmDirection.OUT)).isTrue();
        assertThat(protect.templates()).containsExactly(PolicyChecks.template(IpFamily.IPV4, 0x1001));
        assertThat(protect.info().properties().priority()).isEqualTo(1000);
        assertThat(protect.type()).isZero();
    }

    @Test
    void readsTheEventsOfARealKernel() throws MalformedMessageException {
        List<XfrmEvent> events = new ArrayList<>();
        for (NetlinkMessage message : captured("event")) {
            XfrmEvents.decode(message).ifPresent(events::add);
        }
        assertThat(events)
                .hasExactlyElementsOfTypes(
                        XfrmEvent.SaAdded.class,
                        XfrmEvent.SaAdded.class,
                        XfrmEvent.SaAdded.class,
                        XfrmEvent.PolicyAdded.class,
                        XfrmEvent.PolicyAdded.class,
                        XfrmEvent.SaExpired.class,
                        XfrmEvent.PolicyAdded.class,
                        XfrmEvent.PolicyDeleted.class,
                        XfrmEvent.SaDeleted.class,
                        XfrmEvent.PoliciesFlushed.class,
                        XfrmEvent.SasFlushed.class);
        XfrmUserExpire expiry = ((XfrmEvent.SaExpired) events.get(5)).expiry();
        assertThat(expiry.hard()).isTrue();
        assertThat(expiry.state().id().spi()).isEqualTo(0x1003);
        XfrmEvent.PolicyDeleted deleted = (XfrmEvent.PolicyDeleted) events.get(7);
        assertThat(deleted.id().selector()).isEqualTo(PolicyChecks.V4);
        assertThat(deleted.last().orElseThrow().properties().priority()).isEqualTo(1000);
        XfrmEvent.SaDeleted gone = (XfrmEvent.SaDeleted) events.get(8);
        assertThat(gone.id().spi()).isEqualTo(0x1001);
        assertThat(gone.last().orElseThrow().properties().reqid()).isEqualTo(77);
        assertThat(events.toString()).doesNotContain(KEY_TRACES);
    }

    @Test
    void readsEventsAsTheCompilerLaysThemOut() throws MalformedMessageException {
        XfrmUserExpire expiry = ((XfrmEvent.SaExpired) event("expire")).expiry();
        assertThat(expiry.hard()).isTrue();
        assertThat(expiry.state().current()).isEqualTo(new XfrmLifetimeCur(1000, 10, 1_700_000_000L, 1_700_000_001L));
        assertThat(expiry.state().stats()).isEqualTo(new XfrmStats(3, 4, 5));
        XfrmUserPolexpire policy = ((XfrmEvent.PolicyExpired) event("policy-expire")).expiry();
        assertThat(policy.hard()).isTrue();
        assertThat(policy.policy().selector()).isEqualTo(PolicyChecks.V6.withUser(1));
        XfrmUserAcquire acquire = ((XfrmEvent.SaWanted) event("acquire")).acquire();
        assertThat(acquire.id()).isEqualTo(new XfrmId(IpAddress.parse("203.0.113.2"), 0, XfrmId.ESP));
        assertThat(acquire.source()).isEqualTo(IpAddress.parse("203.0.113.1"));
        assertThat(acquire.selector()).isEqualTo(PolicyChecks.V4);
        assertThat(acquire.policy().properties().priority()).isEqualTo(10_000);
        assertThat(acquire.seq()).isEqualTo(42);
        assertThat(event("mapping"))
                .isEqualTo(new XfrmEvent.MappingChanged(new XfrmUserMapping(
                        new XfrmId(IpAddress.parse("2001:db8:b::2"), 0x1234, XfrmId.ESP),
                        77,
                        new XfrmUserMapping.Source(IpAddress.parse("2001:db8:a::1"), 4500),
                        new XfrmUserMapping.Source(IpAddress.parse("2001:db8:c::3"), 61_234))));
        assertThat(event("flush-sa")).isEqualTo(new XfrmEvent.SasFlushed(XfrmId.ESP));
        assertThat(event("flush-policy")).isEqualTo(new XfrmEvent.PoliciesFlushed());
    }

    private static XfrmEvent event(String name) throws MalformedMessageException {
        return XfrmEvents.decode(Messages.received(Golden.structMessage(name))).orElseThrow();
    }

    @Test
    void ignoresEventsOfOtherKinds() throws MalformedMessageException {
        NetlinkMessage report = Messages.received(Messages.message(0x20, 0, 0, 0, new byte[64]));
        assertThat(XfrmEvents.decode(report)).isEqualTo(Optional.empty());
    }

    @Test
    void tellsAbsenceFromFailure() throws LinuxException {
        XfrmSaKey key =
                GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_128, IpFamily.IPV4).key();
        FakeKernel empty = new FakeKernel((requests, kernel) -> kernel.acknowledge(requests.get(0), -3));
        try (XfrmSocket xfrm = new XfrmSocket(empty.connection())) {
            assertThat(xfrm.getSa(key)).isEmpty();
        }
        FakeKernel forbidding = new FakeKernel((requests, kernel) -> kernel.acknowledge(requests.get(0), -1));
        try (XfrmSocket xfrm = new XfrmSocket(forbidding.connection())) {
            assertThatThrownBy(() -> xfrm.getSa(key))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
            assertThatThrownBy(() -> xfrm.getPolicy(XfrmPolicyKey.of(PolicyChecks.V4, XfrmDirection.IN)))
                    .isInstanceOf(LinuxException.class);
        }
    }
}
