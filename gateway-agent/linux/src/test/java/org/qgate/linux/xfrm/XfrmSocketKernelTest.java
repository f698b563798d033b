package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.FreshNamespace;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.netlink.NetlinkFamily;
import org.qgate.linux.netlink.NetlinkResult;

/** Against the kernel of this machine, which may have no ESP: policies, dumps, texts of refusals. */
class XfrmSocketKernelTest {

    @Test
    void policiesDoWhatTheKernelChecksSay() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        FreshNamespace.run(() -> {
            KernelChecks checks = new KernelChecks(new PrintStream(text, true, StandardCharsets.UTF_8));
            try (XfrmSocket xfrm = XfrmSocket.open()) {
                new PolicyChecks(xfrm).addTo(checks);
            }
            assertThat(checks.finish())
                    .as(text.toString(StandardCharsets.UTF_8))
                    .isZero();
        });
    }

    @Test
    void tellsTheKernelsReasonForARefusal() throws Exception {
        FreshNamespace.run(() -> {
            try (SecretArena arena = SecretArena.open(1, 0);
                    LockedBytes key = arena.allocate(20);
                    XfrmSocket xfrm = XfrmSocket.open()) {
                XfrmSa sa = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_128, IpFamily.IPV4);
                XfrmSa odd = sa.withOptions(XfrmSaOptions.NONE.withOffload(new XfrmUserOffload(4242, 1 << 6)));
                List<NetlinkResult> results =
                        xfrm.batch().newSa(odd, key).deleteSa(sa.key()).send();
                assertThat(results.get(0)).isInstanceOfSatisfying(NetlinkResult.Refused.class, refused -> {
                    assertThat(refused.extendedText()).isNotEmpty();
                });
                assertThat(results.get(1).isRefusedWith(Errno.ESRCH)).isTrue();
            }
        });
    }

    @Test
    void theProbeAnswersForEveryAlgorithm() throws Exception {
        FreshNamespace.run(() -> {
            try (SecretArena arena = SecretArena.open(1, 0);
                    XfrmSocket xfrm = XfrmSocket.open()) {
                XfrmProbe probe = new XfrmProbe(xfrm, arena, new Random(3));
                for (XfrmAlgorithm algorithm : XfrmAlgorithm.values()) {
                    XfrmSupport support = probe.probe(algorithm, IpFamily.IPV4);
                    if (support instanceof XfrmSupport.Unavailable no) {
                        assertThat(no.why())
                                .contains(algorithm.toString(), no.errno().name());
                    }
                    assertThat(arena.used()).isZero();
                }
                assertThat(xfrm.dumpSas()).isEmpty();
            }
        });
    }

    @Test
    void policyEventsTellOfOthersOnlyAndAPolicyComesBackAsItWasAskedFor() throws Exception {
        XfrmUserTmpl template =
                XfrmUserTmpl.espTunnel(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), 0x1001, 77);
        XfrmPolicy policy = XfrmPolicy.protect(PolicyChecks.V4, XfrmDirection.OUT, 1000, template);
        XfrmPolicy opened = XfrmPolicy.bypass(PolicyChecks.V4, XfrmDirection.OUT, 1000);
        List<XfrmEvent> seen = new ArrayList<>();
        FreshNamespace.run(() -> {
            try (XfrmSocket own = XfrmSocket.open();
                    XfrmSocket other = XfrmSocket.open();
                    XfrmEvents events = XfrmEvents.ofPoliciesByOthers(own.portId())) {
                own.batch()
                        .newPolicy(policy)
                        .updatePolicy(policy)
                        .deletePolicy(policy.key())
                        .newPolicy(policy)
                        .send();
                assertThat(own.getPolicy(policy.key()).orElseThrow().is(policy)).isTrue();
                other.batch().updatePolicy(opened).send();
                assertThat(own.getPolicy(policy.key()).orElseThrow().is(policy)).isFalse();
                other.batch()
                        .deletePolicy(policy.key())
                        .newPolicy(policy)
                        .flushPolicies()
                        .send();
                events.nextWaiting(seen::add);
            }
        });
        assertThat(seen)
                .satisfiesExactly(
                        changed -> assertThat(changed).isInstanceOf(XfrmEvent.PolicyAdded.class),
                        deleted -> assertThat(deleted).isInstanceOf(XfrmEvent.PolicyDeleted.class),
                        added -> assertThat(added).isInstanceOf(XfrmEvent.PolicyAdded.class),
                        flushed -> assertThat(flushed).isInstanceOf(XfrmEvent.PoliciesFlushed.class));
    }

    @Test
    void aMessageWithoutItsStructureIsRefusedNotLost() throws Exception {
        FreshNamespace.run(() -> {
            try (NetlinkConnection connection = NetlinkConnection.open(NetlinkFamily.XFRM)) {
                List<NetlinkResult> results = connection
                        .batch()
                        .add(XfrmMessageType.NEWSA, 0, out -> {})
                        .add(0x7F, 0, out -> {})
                        .add(XfrmMessageType.FLUSHPOLICY, 0, out -> {})
                        .send();
                assertThat(results.get(0).isRefusedWith(Errno.EINVAL)).isTrue();
                assertThat(results.get(1).isRefusedWith(Errno.EINVAL)).isTrue();
                assertThat(results.get(2)).isNotInstanceOf(NetlinkResult.Unanswered.class);
            }
        });
    }
}
