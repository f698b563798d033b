package org.qgate.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;

/**
 * The IPsec half of a gateway's kernel: SAs by SPI, lifetimes, and the outbound policy that pins one SPI. It survives its
 * agent.
 */
final class SimKernel {
    /** Bound of the SAs of one direction that agents of the link may have standing. */
    static final int TABLE_MAX = 4096;

    private static final int SPI_RESERVED_BELOW = 256;

    private final Judge judge;
    private final Map<Integer, StandingSa> inbound = new LinkedHashMap<>();
    private final Map<Integer, StandingSa> outbound = new LinkedHashMap<>();
    private final Set<Long> takenEarly = new HashSet<>();
    private final Map<Integer, Long> takenAtNanos = new HashMap<>();
    private final Set<Integer> outboundGone = new HashSet<>();
    private boolean rulesStand;
    private boolean pinned;
    private int pinnedSpi;
    private boolean pinnedExpired;
    private boolean blockRefused;

    SimKernel(Judge judge) {
        this.judge = judge;
    }

    /** What becomes of a packet that wants to leave. */
    enum Fate {
        /** It leaves under the pinned SA. */
        PROTECTED,
        /** The policy blocks it. */
        BLOCKED,
        /** The pinned SA reached its lifetime, or somebody took it away. */
        EXPIRED,
        /** The policy pins an SA that is not there. */
        MISSING,
        /** No rule holds it: it leaves in clear. */
        CLEAR
    }

    /** Puts up the rules that hold the link's selectors; nothing is in clear from now on. */
    void placeRules() {
        rulesStand = true;
    }

    /** Takes the rules away, as removing the link does. */
    void liftRules() {
        rulesStand = false;
        pinned = false;
    }

    /** Adds an SA; false if its SPI is taken (EEXIST). */
    boolean add(boolean in, StandingSa sa) {
        if (Integer.compareUnsigned(sa.spi, SPI_RESERVED_BELOW) < 0) {
            throw new Violation(Invariant.SPI_NOT_RESERVED, "SPI " + sa.spi + " for " + sa.name);
        }
        if (table(in).putIfAbsent(sa.spi, sa) != null) {
            return false;
        }
        if (!in) {
            outboundGone.remove(sa.spi);
        }
        if (table(in).size() > TABLE_MAX) {
            throw new Violation(Invariant.BOUNDED_QUEUES, table(in).size() + " SAs in one direction of a kernel");
        }
        return true;
    }

    /** Somebody else takes an SPI, unless it is taken. */
    void addForeign(boolean in, SaName wanted, int spi, SaLimits limits, SimTime now) {
        table(in).putIfAbsent(spi, new StandingSa(wanted, spi, 0, StandingSa.FOREIGN, limits, now));
    }

    /** Deletes by SPI, as kernels do. */
    void delete(boolean in, SaName meant, int spi) {
        StandingSa gone = table(in).remove(spi);
        if (gone != null) {
            gone.deleted = in || !blockRefused;
        }
        if (gone != null && (gone.isForeign() || !gone.name.equals(meant))) {
            judge.broken(new Violation(
                    Invariant.FOREIGN_SA_UNTOUCHED, "deleting " + meant + " hit another SA under its SPI"));
        }
    }

    void deleteOlderThan(int incarnation) {
        for (Map<Integer, StandingSa> table : List.of(inbound, outbound)) {
            table.values().removeIf(sa -> {
                boolean old = !sa.isForeign() && sa.incarnation < incarnation;
                sa.deleted |= old;
                return old;
            });
        }
    }

    void pin(int spi) {
        pinned = true;
        pinnedSpi = spi;
        pinnedExpired = outboundGone.contains(spi);
        blockRefused = false;
    }

    void block() {
        pinned = false;
        blockRefused = false;
    }

    /** Packets leave as before, until their SA is taken away; those that wait for their turn then go with it. */
    void refuseBlock() {
        blockRefused = true;
    }

    /** Whether packets may leave only since a block was refused. */
    boolean hasRefusedBlock() {
        return pinned && blockRefused;
    }

    /** Decides over a packet that wants to leave. */
    Fate egress() {
        if (!rulesStand) {
            return Fate.CLEAR;
        }
        if (!pinned) {
            return Fate.BLOCKED;
        }
        if (outbound.containsKey(pinnedSpi)) {
            return Fate.PROTECTED;
        }
        if (blockRefused) {
            return Fate.BLOCKED;
        }
        return pinnedExpired || takenAtNanos.containsKey(pinnedSpi) ? Fate.EXPIRED : Fate.MISSING;
    }

    /** The SA that the policy pins, if it stands. */
    @Nullable
    StandingSa pinnedSa() {
        return pinned ? outbound.get(pinnedSpi) : null;
    }

    /** Whether a packet that chose an SA before can still leave under it. */
    boolean holds(StandingSa sa) {
        return outbound.get(sa.spi) == sa;
    }

    @Nullable
    StandingSa inbound(int spi) {
        return inbound.get(spi);
    }

    /** Removes what has expired and returns it. */
    List<StandingSa> expire(SimTime now) {
        return take(now.nanos(), sa -> sa.isExpired(now), sa -> !sa.isOver(now.nanos()));
    }

    /** Somebody deletes SAs of the link by hand, each with a chance; returns them. */
    List<StandingSa> flush(long nowNanos, Predicate<StandingSa> hit) {
        return take(nowNanos, sa -> !sa.isForeign() && hit.test(sa), sa -> true);
    }

    private List<StandingSa> take(long nowNanos, Predicate<StandingSa> wanted, Predicate<StandingSa> early) {
        List<StandingSa> gone = new ArrayList<>();
        outbound.values().stream().filter(wanted).forEach(sa -> outboundGone.add(sa.spi));
        for (Map<Integer, StandingSa> table : List.of(inbound, outbound)) {
            table.values().removeIf(sa -> wanted.test(sa) && gone.add(sa));
        }
        for (StandingSa sa : gone) {
            pinnedExpired |= pinned && sa.spi == pinnedSpi && !outbound.containsKey(pinnedSpi);
            if (early.test(sa)) {
                takenEarly.add(sa.bitsId);
                takenAtNanos.put(sa.spi, nowNanos);
            }
        }
        return gone;
    }

    /** Whether an outbound SA is gone and was taken away before its time by then. */
    boolean lacksSince(int spi, long byNanos) {
        return !outbound.containsKey(spi) && takenAtNanos.getOrDefault(spi, Long.MAX_VALUE) <= byNanos;
    }

    /** Whether a key's SA was taken away before its time by a stepped clock or by hand, which no protocol foresees. */
    boolean lostEarly(StandingSa sa) {
        return takenEarly.contains(sa.bitsId);
    }

    /** SAs of the link in one direction. */
    int standing(boolean in) {
        int count = 0;
        for (StandingSa sa : table(in).values()) {
            count += sa.isForeign() ? 0 : 1;
        }
        return count;
    }

    /** SAs of the link that agents before {@code incarnation} left. */
    int standingBefore(int incarnation) {
        int count = 0;
        for (Map<Integer, StandingSa> table : List.of(inbound, outbound)) {
            for (StandingSa sa : table.values()) {
                count += !sa.isForeign() && sa.incarnation < incarnation ? 1 : 0;
            }
        }
        return count;
    }

    private Map<Integer, StandingSa> table(boolean in) {
        return in ? inbound : outbound;
    }
}
