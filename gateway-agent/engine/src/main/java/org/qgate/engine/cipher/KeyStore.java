package org.qgate.engine.cipher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.memory.LockedBytes;

/**
 * The SAs of the engine, a bounded number for each direction (the SADB of RFC 4301 section 4.4.2).
 *
 * <p>Changes are serialised; each shows with one write, so packet threads look up without locks and see either the state
 * before or the state after. That makes {@link #use} atomic: one packet leaves under the SA before, the next under the new
 * one. What a change costs does not grow with the number of SAs.
 *
 * <p>Of several outbound SAs of one reqid the one in use is the first added, until {@link #use} names another. If the one
 * in use is deleted or dies, none is: nothing takes its place unasked, and packets are dropped.
 */
public final class KeyStore {

    /** SAs per direction unless configured otherwise: what the hardware engine of the paper holds. */
    public static final int CAPACITY_DEFAULT = 32;

    /** Most SAs per direction. */
    public static final int CAPACITY_MAX = 65_536;

    private final int capacity;
    private final CipherLibrary library;
    private final Map<Integer, OutboundSa> outbound = new LinkedHashMap<>();
    private final Map<Integer, InboundSa> inbound = new LinkedHashMap<>();
    private final Map<Integer, OutboundSa> inUse = new LinkedHashMap<>();
    private final SaTable<OutboundSa> outboundInUse;
    private final SaTable<InboundSa> inboundBySpi;

    /**
     * An empty store, with the fastest ciphers of this machine.
     *
     * @param capacity SAs per direction, 1 to 65536
     */
    public KeyStore(int capacity) {
        this(capacity, CipherLibrary.best());
    }

    /**
     * An empty store.
     *
     * @param capacity SAs per direction, 1 to 65536
     * @param library who does the combined modes
     */
    public KeyStore(int capacity, CipherLibrary library) {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException("a key store holds 1 to " + CAPACITY_MAX + " SAs, not " + capacity);
        }
        this.capacity = capacity;
        this.library = library;
        this.outboundInUse = new SaTable<>(capacity);
        this.inboundBySpi = new SaTable<>(capacity);
    }

    /** Who does the combined modes. */
    public CipherLibrary library() {
        return library;
    }

    /**
     * Adds an SA and takes over its key: closed with the SA, or at once when it cannot be added.
     *
     * @param nowNanos of the same monotonic clock as all other calls
     * @return false when there is an SA of that SPI in that direction; it is not touched
     * @throws KeyStoreFullException when there is no room
     */
    public synchronized boolean add(SaDirection direction, SaParameters parameters, LockedBytes key, long nowNanos)
            throws KeyStoreFullException {
        boolean added = false;
        try {
            Map<Integer, ?> table = direction == SaDirection.OUTBOUND ? outbound : inbound;
            if (table.containsKey(parameters.spi())) {
                return false;
            }
            if (table.size() >= capacity) {
                throw new KeyStoreFullException(direction, capacity);
            }
            if (direction == SaDirection.OUTBOUND) {
                OutboundSa sa = new OutboundSa(parameters, library, key, nowNanos);
                outbound.put(parameters.spi(), sa);
                if (inUse.putIfAbsent(parameters.reqid(), sa) == null) {
                    outboundInUse.put(parameters.reqid(), sa);
                }
            } else {
                InboundSa sa = new InboundSa(parameters, library, key, nowNanos);
                inbound.put(parameters.spi(), sa);
                inboundBySpi.put(parameters.spi(), sa);
            }
            added = true;
            return true;
        } finally {
            if (!added) {
                key.close();
            }
        }
    }

    /**
     * Makes an outbound SA the one in use for its reqid: the next packet leaves under it.
     *
     * @return false when there is no such SA; the one in use stays
     */
    public synchronized boolean use(int spi) {
        OutboundSa sa = outbound.get(spi);
        if (sa == null) {
            return false;
        }
        inUse.put(sa.parameters().reqid(), sa);
        outboundInUse.put(sa.parameters().reqid(), sa);
        return true;
    }

    /**
     * Deletes an SA and wipes its key. A packet that is just being processed is finished first.
     *
     * @return false when there is no such SA
     */
    public synchronized boolean delete(SaDirection direction, int spi) {
        SecurityAssociation sa = direction == SaDirection.OUTBOUND ? outbound.remove(spi) : inbound.remove(spi);
        if (sa == null) {
            return false;
        }
        if (direction == SaDirection.INBOUND) {
            inboundBySpi.remove(spi);
        } else if (inUse.remove(sa.parameters().reqid(), sa)) {
            outboundInUse.remove(sa.parameters().reqid());
        }
        sa.close();
        return true;
    }

    /** Deletes all SAs and wipes their keys. */
    public synchronized void flush() {
        List<SecurityAssociation> all = new ArrayList<>(outbound.values());
        all.addAll(inbound.values());
        outbound.clear();
        inbound.clear();
        inUse.clear();
        outboundInUse.clear();
        inboundBySpi.clear();
        all.forEach(SecurityAssociation::close);
    }

    /** Tells limits that were reached since the last call, and deletes the SAs at their end. Call it every few ms. */
    public void expire(long nowNanos, ExpiryListener listener) {
        for (SecurityAssociation sa : reachedLimit(nowNanos)) {
            Expiry expiry = sa.expiryToTell(nowNanos);
            if (expiry != Expiry.NONE) {
                SaDirection direction = sa instanceof OutboundSa ? SaDirection.OUTBOUND : SaDirection.INBOUND;
                SaUsage usage = sa.usage(nowNanos);
                if (expiry == Expiry.HARD) {
                    delete(direction, sa.parameters().spi());
                }
                listener.expired(direction, sa, expiry, usage);
            }
        }
    }

    private synchronized List<SecurityAssociation> reachedLimit(long nowNanos) {
        List<SecurityAssociation> reached = new ArrayList<>();
        addReached(outbound.values(), nowNanos, reached);
        addReached(inbound.values(), nowNanos, reached);
        return reached;
    }

    private static void addReached(
            Collection<? extends SecurityAssociation> some, long nowNanos, List<SecurityAssociation> reached) {
        for (SecurityAssociation sa : some) {
            if (sa.mayExpire(nowNanos)) {
                reached.add(sa);
            }
        }
    }

    /** The SA of that SPI. */
    public synchronized Optional<SecurityAssociation> find(SaDirection direction, int spi) {
        return Optional.ofNullable(direction == SaDirection.OUTBOUND ? outbound.get(spi) : inbound.get(spi));
    }

    /** All SAs, outbound first, in the order in which they were added. */
    public synchronized List<SecurityAssociation> all() {
        List<SecurityAssociation> all = new ArrayList<>(outbound.values());
        all.addAll(inbound.values());
        return all;
    }

    /** The outbound SA in use for a reqid, or null; for packet threads. */
    public @Nullable OutboundSa outboundInUse(int reqid) {
        return outboundInUse.find(reqid);
    }

    /** The inbound SA of an SPI, or null; for packet threads. */
    public @Nullable InboundSa inbound(int spi) {
        return inboundBySpi.find(spi);
    }

    @Override
    public synchronized String toString() {
        return "KeyStore(" + outbound.size() + " outbound, " + inbound.size() + " inbound of " + capacity + " each)";
    }
}
