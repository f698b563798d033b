package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.NetlinkFlags;

/** Our requests against those of iproute2 and of the C compiler. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenMessageTest {

    /** Bytes of the fixed structure by message type. */
    private static final Map<Integer, Integer> HEADS = Map.of(
            XfrmMessageType.NEWSA, 224,
            XfrmMessageType.UPDSA, 224,
            XfrmMessageType.DELSA, 24,
            XfrmMessageType.FLUSHSA, 1,
            XfrmMessageType.NEWPOLICY, 168,
            XfrmMessageType.UPDPOLICY, 168,
            XfrmMessageType.DELPOLICY, 64,
            XfrmMessageType.FLUSHPOLICY, 0);

    private SecretArena arena;
    private GoldenRequests requests;

    @BeforeAll
    void open() throws LinuxException {
        arena = SecretArena.open(8, 0);
        requests = new GoldenRequests(arena);
    }

    @AfterAll
    void close() {
        assertThat(arena.used()).isZero();
        arena.close();
    }

    static Stream<Golden.Entry> xfrmEntries() {
        return Golden.entries("iproute2.txt").stream()
                .filter(entry -> !entry.name().startsWith("rt-"));
    }

    private static byte[] send(Consumer<XfrmBatch> change) throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (XfrmSocket xfrm = new XfrmSocket(kernel.connection())) {
            XfrmBatch batch = xfrm.batch();
            change.accept(batch);
            assertThat(batch.send()).hasSize(1).allMatch(result -> result.isAcknowledged());
        }
        return kernel.sent().get(0);
    }

    private static MessageParts parts(byte[] datagram) {
        int type = FakeKernel.parse(datagram).get(0).type();
        return MessageParts.of(datagram, HEADS.getOrDefault(type, 0));
    }

    @ParameterizedTest
    @MethodSource("xfrmEntries")
    void writesWhatIproute2Writes(Golden.Entry golden) throws LinuxException {
        Consumer<XfrmBatch> change = requests.changes().get(golden.name());
        assertThat(change).as("a request of ours for " + golden.name()).isNotNull();
        assertThat(parts(send(change))).isEqualTo(parts(golden.bytes()));
    }

    @Test
    void everyRequestHasItsGoldenBytes() {
        assertThat(xfrmEntries().map(Golden.Entry::name))
                .containsExactlyInAnyOrderElementsOf(requests.changes().keySet());
    }

    @Test
    void writesEsnAsTheCompilerLaysItOut() throws LinuxException {
        XfrmSa v4 = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV4);
        XfrmSa v6 = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV6);
        assertSameBytes("esn-64-v4", requests.adding(v4.withOptions(v4.options().withEsn(64))));
        assertSameBytes(
                "esn-4096-v6", requests.adding(v6.withOptions(v6.options().withEsn(4096))));
    }

    @Test
    void writesLargeWindowsWithoutEsnAsTheCompilerLaysThemOut() throws LinuxException {
        XfrmSa sa = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV4);
        assertSameBytes(
                "window-1000-v4", requests.adding(sa.withOptions(sa.options().withLegacyReplayWindow(1000))));
    }

    @Test
    void writesOffloadOfWholePacketsAsTheCompilerLaysItOut() throws LinuxException {
        XfrmSa sa = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV4);
        XfrmUserOffload out = new XfrmUserOffload(7, XfrmUserOffload.PACKET);
        XfrmUserOffload in = new XfrmUserOffload(7, XfrmUserOffload.PACKET | XfrmUserOffload.INBOUND);
        assertSameBytes(
                "offload-packet-out",
                requests.adding(sa.withOptions(sa.options().withOffload(out))));
        assertSameBytes(
                "offload-packet-in", requests.adding(sa.withOptions(sa.options().withOffload(in))));
        XfrmPolicy block = XfrmPolicy.block(PolicyChecks.V6.withUser(1), XfrmDirection.FWD, 10_000);
        assertSameBytes(
                "policy-offload-packet",
                batch -> batch.newPolicy(block.withOptions(XfrmPolicyOptions.NONE.withOffload(out))));
    }

    @Test
    void writesOffloadDirectionAndUserAsTheCompilerLaysThemOut() throws LinuxException {
        XfrmSa sa = GoldenRequests.sa(XfrmAlgorithm.AES_GCM_16_256, IpFamily.IPV4);
        XfrmSa inbound = sa.withOptions(sa.options()
                .withOffload(new XfrmUserOffload(7, XfrmUserOffload.INBOUND))
                .withDirection(XfrmSaDirection.IN));
        byte[] counting = new byte[36];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }
        try (LockedBytes key = arena.take(counting)) {
            assertSameBytes("offload-direction", batch -> batch.updateSa(inbound, key));
        }
        XfrmPolicy block = XfrmPolicy.block(PolicyChecks.V6.withUser(1), XfrmDirection.FWD, 10_000);
        assertSameBytes("block-policy-with-user", batch -> batch.newPolicy(block));
    }

    /** Type, flags, structures, attributes in their order; sequence and port aside. */
    private static void assertSameBytes(String name, Consumer<XfrmBatch> change) throws LinuxException {
        byte[] sent = send(change);
        java.util.Arrays.fill(sent, 8, 16, (byte) 0);
        assertThat(sent).as(name).containsExactly(Golden.structMessage(name));
    }

    @Test
    void createsAndNeverReplaces() throws LinuxException {
        for (Map.Entry<String, Consumer<XfrmBatch>> change : requests.changes().entrySet()) {
            FakeKernel.Request request =
                    FakeKernel.parse(send(change.getValue())).get(0);
            boolean creates =
                    List.of(XfrmMessageType.NEWSA, XfrmMessageType.NEWPOLICY).contains(request.type());
            int wanted =
                    NetlinkFlags.REQUEST | NetlinkFlags.ACK | (creates ? NetlinkFlags.CREATE | NetlinkFlags.EXCL : 0);
            assertThat(request.flags()).as(change.getKey()).isEqualTo(wanted);
        }
    }
}
