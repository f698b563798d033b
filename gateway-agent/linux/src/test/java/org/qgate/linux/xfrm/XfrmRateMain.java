package org.qgate.linux.xfrm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/**
 * Measures key changes against a kernel that has ESP, as root, in a network namespace of its own. One key change: an
 * inbound and an outbound SA added, the policy switched to the new SPI, the two SAs before deleted; one batch. Prints
 * changes a second and heap bytes a change. Arguments: number of changes.
 */
public final class XfrmRateMain {

    private XfrmRateMain() {}

    /** Runs it three times: the first warms up. */
    public static void main(String[] arguments) throws Exception {
        int changes = Integer.parseInt(arguments[0]);
        NetworkNamespace.unshareForThisThread();
        try (SecretArena arena = SecretArena.open(64, 1);
                XfrmSocket xfrm = XfrmSocket.open()) {
            KernelCheckKeys keys = new KernelCheckKeys(arena, new Random(1));
            for (int round = 0; round < 3; round++) {
                run(xfrm, keys, changes);
            }
        }
    }

    private static void run(XfrmSocket xfrm, KernelCheckKeys keys, int changes) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        XfrmAlgorithm algorithm = XfrmAlgorithm.AES_GCM_16_256;
        int refused = 0;
        long bytes = threads.getThreadAllocatedBytes(thread);
        long start = System.nanoTime();
        for (int i = 1; i <= changes; i++) {
            XfrmSa in = KernelCheckKeys.tunnel(algorithm, IpFamily.IPV4, 0x10000 + 2 * i);
            XfrmSa out = KernelCheckKeys.tunnel(algorithm, IpFamily.IPV4, 0x10001 + 2 * i);
            XfrmPolicy policy = XfrmPolicy.protect(
                    PolicyChecks.V4,
                    XfrmDirection.OUT,
                    100,
                    PolicyChecks.template(IpFamily.IPV4, out.id().spi()));
            try (LockedBytes first = keys.key(algorithm);
                    LockedBytes second = keys.key(algorithm)) {
                XfrmBatch batch = xfrm.batch()
                        .newSa(in.withOptions(in.options().withEsn(1024)), first)
                        .newSa(out, second)
                        .updatePolicy(policy);
                if (i > 1) {
                    batch.deleteSa(KernelCheckKeys.tunnel(algorithm, IpFamily.IPV4, 0x10000 + 2 * (i - 1))
                            .key());
                    batch.deleteSa(KernelCheckKeys.tunnel(algorithm, IpFamily.IPV4, 0x10001 + 2 * (i - 1))
                            .key());
                }
                refused += (int) batch.send().stream()
                        .filter(result -> !result.isAcknowledged())
                        .count();
            }
        }
        long nanos = System.nanoTime() - start;
        long allocated = threads.getThreadAllocatedBytes(thread) - bytes;
        System.out.printf(
                "%d changes in %.1f ms: %.0f/s, %d us each, %d heap bytes each, %d refused%n",
                changes, nanos / 1e6, changes * 1e9 / nanos, nanos / 1000 / changes, allocated / changes, refused);
        xfrm.batch().flushSas(0).flushPolicies().send();
    }
}
