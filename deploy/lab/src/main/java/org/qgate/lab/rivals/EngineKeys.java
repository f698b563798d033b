package org.qgate.lab.rivals;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.qgate.lab.kernel.LabException;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeyRequest;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySaOptions;
import org.qgate.linux.pfkey.PfKeySelector;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXIpsecrequest;
import org.qgate.linux.pfkey.SadbXQgateReplay;

/**
 * Keys both engines over PF_KEY as two agents would, without a protocol between them: random keys of AES-256-GCM, new ones
 * for both directions once a period. The receiver has a key before the sender uses it, and keeps it a while longer.
 */
public final class EngineKeys implements AutoCloseable {

    private static final IpAddress OUTER_A = IpAddress.parse("192.0.2.1");
    private static final IpAddress OUTER_B = IpAddress.parse("192.0.2.2");
    private static final int REQID = 7;
    private static final int FORTH = 0x1000_0000;
    private static final int BACK = 0x2000_0000;
    private static final int UDP_PORT = 4500;
    private static final int PRIORITY = 100;
    private static final PfKeyAlgorithm ALGORITHM = PfKeyAlgorithm.AES_GCM_16_256;

    /** Longer than a packet is on its way between two namespaces, its wait in a full queue included. */
    private static final long INBOUND_KEPT_NANOS = 200_000_000L;

    /** Those in use until they are programmed, and the next, of both directions. */
    private static final int KEYS_AT_ONCE_MAX = 4;

    private static final long IDLE_NANOS = 1_000_000L;

    private final PfKeySocket a;
    private final PfKeySocket b;
    private final SecretArena arena;
    private final SecureRandom random = new SecureRandom();
    private final Thread thread = new Thread(this::changeKeys, "rival-keys");
    private LockedBytes nextForth;
    private LockedBytes nextBack;
    private int firstInbound;
    private volatile long periodNanos;
    private volatile boolean closed;
    private volatile long changes;
    private volatile @Nullable LabException failure;

    private EngineKeys(PfKeySocket a, PfKeySocket b, SecretArena arena) {
        this.a = a;
        this.b = b;
        this.arena = arena;
        this.nextForth = key();
        this.nextBack = key();
    }

    /** Gives both engines policies and a first key for each direction, which stay until {@link #setPeriod}. */
    public static EngineKeys start(RivalNetwork network) throws LabException {
        try {
            int pid = (int) ProcessHandle.current().pid();
            SecretArena arena = SecretArena.open(KEYS_AT_ONCE_MAX, 0);
            PfKeySocket a = PfKeySocket.open(PfKeyTransport.unixSocket(network.pfKeySocket("a")), pid, 1);
            PfKeySocket b = PfKeySocket.open(PfKeyTransport.unixSocket(network.pfKeySocket("b")), pid, 1);
            EngineKeys keys = new EngineKeys(a, b, arena);
            keys.addPolicies(a, OUTER_A, OUTER_B, "10.1.0.0/16", "10.2.0.0/16");
            keys.addPolicies(b, OUTER_B, OUTER_A, "10.2.0.0/16", "10.1.0.0/16");
            keys.begin();
            keys.thread.setDaemon(true);
            keys.thread.start();
            return keys;
        } catch (LinuxException e) {
            throw new LabException("the engines cannot be keyed: " + e.getMessage(), e);
        }
    }

    /** New keys so often from now on; with {@link Duration#ZERO} the ones in use stay. */
    public void setPeriod(Duration period) {
        periodNanos = period.toNanos();
        LockSupport.unpark(thread);
    }

    /**
     * How often the keys of both directions were changed.
     *
     * @throws LabException when that went wrong meanwhile
     */
    public long changes() throws LabException {
        LabException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return changes;
    }

    private void addPolicies(PfKeySocket engine, IpAddress here, IpAddress there, String inside, String outside)
            throws LabException {
        PfKeySelector out = PfKeySelector.between(IpPrefix.parse(inside), IpPrefix.parse(outside));
        require(
                engine.addPolicy(PfKeyPolicy.protect(out, IpsecDirection.OUTBOUND, PRIORITY, tunnel(here, there))),
                "X_SPDADD");
        require(
                engine.addPolicy(
                        PfKeyPolicy.protect(out.reversed(), IpsecDirection.INBOUND, PRIORITY, tunnel(there, here))),
                "X_SPDADD");
    }

    private static SadbXIpsecrequest tunnel(IpAddress from, IpAddress to) {
        return SadbXIpsecrequest.uniqueEspTunnel(from, to, REQID);
    }

    private void begin() throws LabException {
        List<PfKeyRequest> atA = new ArrayList<>();
        List<PfKeyRequest> atB = new ArrayList<>();
        prepare(0, atA, atB);
        ask(a, atA);
        ask(b, atB);
        step(0, INBOUND_KEPT_NANOS);
    }

    private void changeKeys() {
        try {
            long deadline = System.nanoTime();
            for (int generation = 1; !closed; ) {
                long period = periodNanos;
                if (period == 0) {
                    LockSupport.parkNanos(IDLE_NANOS);
                    deadline = System.nanoTime();
                    continue;
                }
                // What a busy machine made late is not caught up in a burst: it shows as fewer changes.
                deadline = Math.max(deadline, System.nanoTime() - period) + period;
                while (deadline - System.nanoTime() > 0) {
                    LockSupport.parkNanos(deadline - System.nanoTime());
                }
                step(generation, period);
                changes = generation;
                generation++;
            }
        } catch (LabException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    /** One change of both directions: what was prepared comes into use, the next is prepared, the last has served. */
    private void step(int generation, long period) throws LabException {
        List<PfKeyRequest> atA = new ArrayList<>();
        List<PfKeyRequest> atB = new ArrayList<>();
        LockedBytes usedForth = nextForth;
        LockedBytes usedBack = nextBack;
        nextForth = key();
        nextBack = key();
        try (usedForth;
                usedBack) {
            atA.add(PfKeyRequest.add(sa(FORTH + generation, OUTER_A, OUTER_B), usedForth));
            atB.add(PfKeyRequest.add(sa(BACK + generation, OUTER_B, OUTER_A), usedBack));
            prepare(generation + 1, atA, atB);
            if (generation > 0) {
                atA.add(PfKeyRequest.delete(name(FORTH + generation - 1, OUTER_A, OUTER_B)));
                atB.add(PfKeyRequest.delete(name(BACK + generation - 1, OUTER_B, OUTER_A)));
            }
            removeInbound(generation, period, atA, atB);
            ask(a, atA);
            ask(b, atB);
        }
    }

    /** The receivers' part, a period before the senders'. */
    private void prepare(int generation, List<PfKeyRequest> atA, List<PfKeyRequest> atB) {
        atB.add(PfKeyRequest.add(sa(FORTH + generation, OUTER_A, OUTER_B), nextForth));
        atA.add(PfKeyRequest.add(sa(BACK + generation, OUTER_B, OUTER_A), nextBack));
    }

    /** A receiver's key goes when nothing under it can still be on its way. */
    private void removeInbound(int generation, long period, List<PfKeyRequest> atA, List<PfKeyRequest> atB) {
        int kept = (int) (INBOUND_KEPT_NANOS / period) + 1;
        // One more than is added each time: the many of a short period go soon after a longer one has begun.
        for (int i = 0; i < 2 && firstInbound < generation - kept; i++) {
            atB.add(PfKeyRequest.delete(name(FORTH + firstInbound, OUTER_A, OUTER_B)));
            atA.add(PfKeyRequest.delete(name(BACK + firstInbound, OUTER_B, OUTER_A)));
            firstInbound++;
        }
    }

    private static void ask(PfKeySocket engine, List<PfKeyRequest> requests) throws LabException {
        List<PfKeyResult> results = engine.all(requests);
        for (int i = 0; i < results.size(); i++) {
            require(results.get(i), requests.get(i).toString());
        }
    }

    private LockedBytes key() {
        byte[] key = new byte[ALGORITHM.keyBytes()];
        random.nextBytes(key);
        return arena.take(key);
    }

    private static PfKeySaName name(int spi, IpAddress from, IpAddress to) {
        return new PfKeySaName(SadbSatype.ESP, spi, from, to);
    }

    private static PfKeySa sa(int spi, IpAddress from, IpAddress to) {
        PfKeySaOptions options = PfKeySaOptions.NONE
                .withEncapsulation(new PfKeySaOptions.UdpPorts(UDP_PORT, UDP_PORT))
                .withReplay(new SadbXQgateReplay(SadbXQgateReplay.WINDOW_MAX, true));
        return new PfKeySa(name(spi, from, to), IpsecMode.TUNNEL, REQID, ALGORITHM, options);
    }

    private static void require(PfKeyResult result, String what) throws LabException {
        if (!result.isDone()) {
            throw new LabException("an engine does not do " + what + ": " + result);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        a.close();
        b.close();
        arena.close();
    }
}
