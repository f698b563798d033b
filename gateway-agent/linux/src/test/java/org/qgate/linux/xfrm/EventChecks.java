package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;

/** Events of the kernel. */
final class EventChecks {

    private static final long PATIENCE_SECONDS = 20;

    private final XfrmSocket xfrm;
    private final KernelCheckKeys keys;

    EventChecks(XfrmSocket xfrm, KernelCheckKeys keys) {
        this.xfrm = xfrm;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        checks.check("events tell of SAs and policies that come and go", this::tells);
        checks.check("a hard limit of one second ends the SA and is told", this::expires);
    }

    private void tells() throws LinuxException, InterruptedException {
        XfrmSa sa = KernelCheckKeys.tunnel(XfrmAlgorithm.AES_GCM_16_128, IpFamily.IPV6, 0x8001);
        XfrmPolicy policy = XfrmPolicy.block(PolicyChecks.V6, XfrmDirection.FWD, 4);
        List<XfrmEvent> events = collect(6, () -> {
            keys.install(xfrm, sa);
            KernelCheckKeys.delete(xfrm, sa);
            xfrm.batch()
                    .newPolicy(policy)
                    .updatePolicy(policy)
                    .deletePolicy(policy.key())
                    .send();
            keys.install(xfrm, sa);
            xfrm.batch().flushSas(0).send();
        });
        holds(
                "added: " + events.get(0),
                events.get(0) instanceof XfrmEvent.SaAdded added
                        && added.sa().algorithm().equals(Optional.of(sa.algorithm())));
        holds(
                "deleted: " + events.get(1),
                events.get(1) instanceof XfrmEvent.SaDeleted gone
                        && gone.id().equals(sa.id())
                        && gone.last().isPresent());
        holds("policy added: " + events.get(2), events.get(2) instanceof XfrmEvent.PolicyAdded);
        holds("policy updated: " + events.get(3), events.get(3) instanceof XfrmEvent.PolicyAdded);
        holds(
                "policy deleted: " + events.get(4),
                events.get(4) instanceof XfrmEvent.PolicyDeleted gone
                        && gone.id().selector().equals(policy.selector())
                        && gone.last().isPresent());
        holds("added again: " + events.get(5), events.get(5) instanceof XfrmEvent.SaAdded);
    }

    private void expires() throws LinuxException, InterruptedException {
        XfrmSa sa = KernelCheckKeys.tunnel(XfrmAlgorithm.AES_GCM_16_128, IpFamily.IPV4, 0x8002)
                .withLimits(XfrmLifetimeCfg.hard(1, XfrmLifetimeCfg.INFINITE));
        List<XfrmEvent> events = collect(2, () -> keys.install(xfrm, sa));
        boolean hard = events.stream()
                .anyMatch(event -> event instanceof XfrmEvent.SaExpired expired
                        && expired.expiry().hard()
                        && expired.expiry().state().id().equals(sa.id()));
        holds("a hard expiry in " + events, hard);
        same("the SA", Optional.empty(), xfrm.getSa(sa.key()));
    }

    private interface Action {
        void run() throws LinuxException;
    }

    /** Runs {@code action} while another thread listens, until so many events came. The listener is closed from here. */
    private static List<XfrmEvent> collect(int count, Action action) throws LinuxException, InterruptedException {
        BlockingQueue<XfrmEvent> queue = new LinkedBlockingQueue<>(1000);
        List<XfrmEvent> events = new ArrayList<>();
        XfrmEvents source = XfrmEvents.open(XfrmEventGroup.SA, XfrmEventGroup.POLICY, XfrmEventGroup.EXPIRE);
        Thread reader = new Thread(() -> read(source, queue), "event-reader");
        reader.start();
        try {
            action.run();
            while (events.size() < count) {
                XfrmEvent event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                holds("an event after " + events, event != null);
                events.add(event);
            }
        } finally {
            source.close();
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        holds("the reader ended when it was closed", !reader.isAlive());
        return events;
    }

    private static void read(XfrmEvents source, BlockingQueue<XfrmEvent> queue) {
        try {
            boolean open = true;
            while (open) {
                open = source.next(queue::add);
            }
        } catch (LinuxException e) {
            queue.add(new XfrmEvent.Lost("reader failed: " + e));
        }
    }
}
