package org.qgate.linux.pfkey;

import static org.qgate.linux.pfkey.PfKeyCheckKeys.done;
import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.xfrm.KernelChecks;

/** Events of the kernel. */
final class PfKeyEventChecks {

    private static final long PATIENCE_SECONDS = 20;

    private final PfKeySocket socket;
    private final PfKeyCheckKeys keys;
    private final int pid;

    PfKeyEventChecks(PfKeySocket socket, PfKeyCheckKeys keys, int pid) {
        this.socket = socket;
        this.keys = keys;
        this.pid = pid;
    }

    void addTo(KernelChecks checks) {
        checks.check("events tell of SAs and policies that come and go", this::tells);
        checks.check("a packet that misses its SA is told by an ACQUIRE of its policy", this::acquires);
        checks.check("a hard limit of two seconds ends the SA after a soft one, and both are told", this::expires);
    }

    private void tells() throws IOException, InterruptedException {
        PfKeySa sa = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, IpFamily.IPV6, 0x8001);
        PfKeyPolicy policy = PfKeyPolicy.discard(PfKeyPolicyChecks.V6, IpsecDirection.FORWARD, 4);
        collect(
                () -> {
                    done("added", keys.add(socket, sa));
                    done("deleted", socket.delete(sa.name()));
                    done("policy", socket.addPolicy(policy));
                    done(
                            "no policy",
                            socket.deletePolicy(policy.selector(), policy.rule().direction()));
                },
                List.of(
                        event -> event instanceof PfKeyEvent.SaAdded added
                                && added.sa().name().equals(sa.name()),
                        event -> event instanceof PfKeyEvent.SaDeleted deleted
                                && deleted.last().name().equals(sa.name()),
                        event -> event instanceof PfKeyEvent.PolicyChanged changed
                                && changed.type() == SadbMsgType.X_SPDADD
                                && changed.policy().map(PfKeyPolicy::withoutId).equals(Optional.of(policy)),
                        event -> event instanceof PfKeyEvent.PolicyChanged changed
                                && changed.type() == SadbMsgType.X_SPDDELETE));
    }

    private void expires() throws IOException, InterruptedException {
        PfKeySa plain = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, IpFamily.IPV4, 0x8002);
        PfKeySa sa = new PfKeySa(
                plain.name(),
                plain.mode(),
                plain.reqid(),
                plain.algorithm(),
                plain.options().withLimits(SadbLifetime.hard(0, 2, 0), SadbLifetime.soft(0, 1, 0)));
        collect(
                () -> done("added", keys.add(socket, sa)),
                List.of(
                        event -> event instanceof PfKeyEvent.SaExpired expired
                                && !expired.hard()
                                && expired.last().name().equals(sa.name()),
                        event -> event instanceof PfKeyEvent.SaExpired expired
                                && expired.hard()
                                && expired.last().name().equals(sa.name())));
        same("the SA", Optional.empty(), socket.get(sa.name()));
    }

    /** Runs behind the checks of traffic, which have made the interface. */
    private void acquires() throws IOException, InterruptedException {
        PfKeyPolicy policy = PfKeyTrafficChecks.wanting();
        done("policy", socket.addPolicy(policy));
        int id = socket.dumpPolicies().stream()
                .filter(each -> each.withoutId().equals(policy))
                .findFirst()
                .orElseThrow()
                .rule()
                .id();
        SadbXIpsecrequest.Tunnel tunnel =
                policy.rule().requests().get(0).tunnel().orElseThrow();
        collect(
                PfKeyTrafficChecks::sendWanting,
                List.of(event -> event instanceof PfKeyEvent.Acquired acquired
                        && acquired.satype() == SadbSatype.ESP
                        && acquired.policyId() == id
                        && acquired.message().header().sequence() != 0
                        && acquired.message()
                                .address(SadbExt.ADDRESS_SRC)
                                .equals(Optional.of(SadbAddress.source(tunnel.source())))
                        && acquired.message()
                                .address(SadbExt.ADDRESS_DST)
                                .equals(Optional.of(SadbAddress.destination(tunnel.destination())))));
        done("flushed", socket.flushPolicies());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Runs {@code action} while another thread listens, until all that is wanted came, in this order. */
    private void collect(Action action, List<Predicate<PfKeyEvent>> wanted) throws IOException, InterruptedException {
        BlockingQueue<PfKeyEvent> queue = new LinkedBlockingQueue<>(1000);
        List<PfKeyEvent> events = new ArrayList<>();
        PfKeySubscription source = PfKeySubscription.open(PfKeyTransport.kernel(), pid, List.of(SadbSatype.ESP));
        Thread reader = new Thread(() -> read(source, queue), "event-reader");
        reader.start();
        try {
            action.run();
            for (Predicate<PfKeyEvent> each : wanted) {
                boolean found = false;
                while (!found) {
                    PfKeyEvent event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    holds("an event after " + events, event != null);
                    events.add(event);
                    found = each.test(event);
                }
            }
        } finally {
            source.close();
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        holds("the reader ended when it was closed", !reader.isAlive());
    }

    private static void read(PfKeySubscription source, BlockingQueue<PfKeyEvent> queue) {
        try {
            boolean open = true;
            while (open) {
                open = source.next(queue::add);
            }
        } catch (LinuxException e) {
            queue.add(new PfKeyEvent.Lost("reader failed: " + e));
        }
    }
}
