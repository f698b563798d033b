package org.qgate.engine.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.ExpiryListener;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.OwnAddresses;
import org.qgate.engine.filter.AcquireListener;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.router.EthernetLink;
import org.qgate.engine.router.IcmpErrors;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;

/**
 * A running engine. Without policies and SAs it drops everything. Its TUN device persists: when the engine ends in
 * whatever way, the routes to it stay and lead nowhere.
 */
public final class Engine implements AutoCloseable {

    /** How often SAs are looked after: an end is told, a key wiped, at most so late. Packets stop at once. */
    public static final int EXPIRY_MILLIS = 10;

    /** Sources of ICMP errors where the engine has no address of the family: RFC 7600 section 4.8, and one of the link. */
    private static final IpAddress NO_V4 = IpAddress.parse("192.0.0.8");

    private static final IpAddress NO_V6 = IpAddress.parse("fe80::8");
    private static final int THREAD_STOP_MILLIS = 2_000;

    private final InnerPort inner;
    private final KeyStore store;
    private final EngineCounters counters;
    private final WantedSas wanted = new WantedSas();
    private final OuterPaths paths;
    private final OuterReceivers receivers;
    private final List<Thread> threads = new ArrayList<>();
    private final LongSupplier clock;
    private volatile PolicyTable outbound = PolicyTable.EMPTY;
    private volatile PolicyTable inbound = PolicyTable.EMPTY;
    private volatile boolean running = true;

    /** What both loops use. */
    record Parts(
            InnerPort inner,
            KeyStore store,
            Supplier<PolicyTable> outbound,
            Supplier<PolicyTable> inbound,
            EngineCounters counters,
            WantedSas wanted,
            LongSupplier clock) {}

    /**
     * Who is told of what happens to SAs, on a thread of the engine.
     *
     * @param expiries of lifetimes
     * @param acquires of packets that found no SA
     */
    public record Listeners(ExpiryListener expiries, AcquireListener acquires) {}

    private Engine(
            InnerPort inner,
            EngineCounters counters,
            EngineOptions options,
            OuterReceivers receivers,
            LongSupplier clock) {
        this.inner = inner;
        this.counters = counters;
        this.store = new KeyStore(options.capacity());
        this.paths = new OuterPaths(receivers, options.linkMtu(), counters);
        this.receivers = receivers;
        this.clock = clock;
    }

    /**
     * Opens the devices in the calling thread's network namespace and starts the threads.
     *
     * @param clock monotonic nanoseconds
     * @throws LinuxException when a device or socket cannot be opened; nothing is then left open
     */
    public static Engine start(EngineOptions options, LongSupplier clock, Listeners listeners) throws LinuxException {
        EngineCounters counters = new EngineCounters();
        InnerPort inner = openInner(options, counters, clock);
        OuterReceivers receivers;
        try {
            inner.setPersistent(true);
            receivers = OuterReceivers.open(options);
        } catch (LinuxException e) {
            inner.close();
            throw e;
        }
        Engine engine = new Engine(inner, counters, options, receivers, clock);
        engine.startThreads(options, listeners);
        return engine;
    }

    private void startThreads(EngineOptions options, Listeners listeners) {
        Parts parts = new Parts(inner, store, () -> outbound, () -> inbound, counters, wanted, clock);
        IcmpErrors errors = errors(options);
        start("engine-out", Thread.MAX_PRIORITY, new OutboundLoop(parts, paths, errors, () -> running));
        start("engine-in", Thread.MAX_PRIORITY, new InboundLoop(parts, receivers, () -> running));
        start("engine-lifetimes", Thread.NORM_PRIORITY, () -> watchSas(listeners));
    }

    private static InnerPort openInner(EngineOptions options, EngineCounters counters, LongSupplier clock)
            throws LinuxException {
        Optional<EthernetLink> ethernet = options.ethernet();
        return ethernet.isPresent()
                ? EthernetPort.open(options.tunName(), ethernet.get(), errors(options), counters, clock)
                : TunPort.open(options.tunName());
    }

    /** On an Ethernet errors come from the router that its hosts know. */
    private static IcmpErrors errors(EngineOptions options) {
        Optional<EthernetLink> link = options.ethernet();
        return new IcmpErrors(
                link.flatMap(each -> each.own(IpFamily.IPV4)).orElse(local(options, IpFamily.IPV4, NO_V4)),
                link.flatMap(each -> each.own(IpFamily.IPV6)).orElse(local(options, IpFamily.IPV6, NO_V6)));
    }

    private static IpAddress local(EngineOptions options, IpFamily family, IpAddress otherwise) {
        return options.locals().stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .orElse(otherwise);
    }

    /** Packets come before what changes keys, which is seldom in a hurry: its priority counts where root may (bin/qgate-engine). */
    @SuppressWarnings("ThreadPriorityCheck")
    private void start(String name, int priority, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setPriority(priority);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void watchSas(Listeners listeners) {
        while (running) {
            store.expire(clock.getAsLong(), listeners.expiries());
            wanted.tell(listeners.acquires());
            try {
                TimeUnit.MILLISECONDS.sleep(EXPIRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The SAs. */
    public KeyStore store() {
        return store;
    }

    /** The addresses that tunnels end at here. */
    public OwnAddresses own() {
        return receivers;
    }

    /** What was moved and dropped. */
    public EngineCounters counters() {
        return counters;
    }

    /** Replaces the policies; each packet meets either all the old or all the new ones of its direction. */
    public void setPolicies(PolicyTable newOutbound, PolicyTable newInbound) {
        outbound = newOutbound;
        inbound = newInbound;
    }

    /** Longest inner packet that fits into a link whatever algorithm and encapsulation: what to set as the TUN's MTU. */
    public static int innerMtu(int linkMtu) {
        int outerBytes = linkMtu - 48;
        int least = linkMtu;
        for (EspAlgorithm algorithm : EspAlgorithm.values()) {
            least = Math.min(least, algorithm.payloadBytesMax(outerBytes));
        }
        return least;
    }

    /** Ends the threads, wipes all keys and closes the devices. The TUN interface stays. */
    @Override
    public void close() {
        running = false;
        boolean ended = true;
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join(THREAD_STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended &= !thread.isAlive();
        }
        store.flush();
        if (ended) {
            paths.close();
            receivers.close();
            inner.close();
        }
    }
}
