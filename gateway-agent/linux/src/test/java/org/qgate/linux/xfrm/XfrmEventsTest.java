package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.FreshNamespace;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.NetlinkBuffers;
import org.qgate.linux.netlink.NetlinkSubscription;

class XfrmEventsTest {

    @Test
    void tellsOfLossBetweenEvents() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        kernel.deliver(Golden.structMessage("flush-sa"));
        kernel.fail(Errno.ENOBUFS);
        kernel.deliver(Golden.structMessage("flush-policy"));
        List<XfrmEvent> events = new ArrayList<>();
        try (XfrmEvents source = new XfrmEvents(new NetlinkSubscription(kernel, NetlinkBuffers.plain()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(source.next(events::add)).isTrue();
            }
        }
        assertThat(events)
                .containsExactly(
                        new XfrmEvent.SasFlushed(XfrmId.ESP),
                        new XfrmEvent.Lost("the receive buffer overran"),
                        new XfrmEvent.PoliciesFlushed());
    }

    @Test
    void mayBeClosedByTheSinkThatReadsLockedMemory() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        byte[] one = Golden.structMessage("flush-policy");
        byte[] two = java.util.Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        kernel.deliver(two);
        List<XfrmEvent> events = new ArrayList<>();
        XfrmEvents source = new XfrmEvents(new NetlinkSubscription(kernel, NetlinkBuffers.locked()));
        boolean open = source.next(event -> {
            events.add(event);
            source.close();
        });
        assertThat(open).isTrue();
        assertThat(source.next(events::add)).isFalse();
        assertThat(events).hasSize(1);
    }

    @Test
    void hearsOfPoliciesFromTheKernelUntilAnotherThreadClosesIt() throws Exception {
        FreshNamespace.run(() -> {
            BlockingQueue<XfrmEvent> heard = new LinkedBlockingQueue<>(100);
            XfrmEvents source = XfrmEvents.open(XfrmEventGroup.POLICY, XfrmEventGroup.SA, XfrmEventGroup.ACQUIRE);
            Thread reader = new Thread(() -> read(source, heard));
            reader.start();
            XfrmPolicy policy = XfrmPolicy.block(PolicyChecks.V4, XfrmDirection.IN, 3);
            try (XfrmSocket xfrm = XfrmSocket.open()) {
                xfrm.batch().newPolicy(policy).deletePolicy(policy.key()).send();
            }
            assertThat(heard.poll(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            XfrmEvent.PolicyAdded.class,
                            added ->
                                    assertThat(added.policy().info().selector()).isEqualTo(PolicyChecks.V4));
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(XfrmEvent.PolicyDeleted.class);
            source.close();
            reader.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(reader.isAlive()).isFalse();
            assertThat(heard).isEmpty();
        });
    }

    private static void read(XfrmEvents source, BlockingQueue<XfrmEvent> heard) {
        try {
            boolean open = true;
            while (open) {
                open = source.next(heard::add);
            }
        } catch (LinuxException e) {
            heard.add(new XfrmEvent.Lost(String.valueOf(e.getMessage())));
        }
    }
}
