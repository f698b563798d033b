package org.qgate.engine.router;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.tun.VirtioNetHdr;

/**
 * Who has which Ethernet address, learnt by asking, as a host does (RFC 826, RFC 4861 section 7). An entry is believed for a
 * while after it was confirmed; then it is still used, but asked for again, and forgotten when nobody answers. Packets wait
 * for an answer in short queues. Nothing happens but when a packet or an answer comes. Guard it from outside.
 */
final class NeighborTable {

    /** Neighbours that are known or asked for at once; the one not used for longest makes room. */
    static final int NEIGHBORS_MAX = 1024;

    /** Packets that wait for one neighbour (RFC 4861 section 7.2.2). */
    static final int WAITING_MAX = 8;

    /** How long an answer is believed. */
    static final long REACHABLE_NANOS = 30_000_000_000L;

    /** Between two questions. */
    static final long ASK_NANOS = 1_000_000_000L;

    /** Questions without an answer after which a neighbour is given up. */
    static final int ASKS_MAX = 3;

    private final Map<IpAddress, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** What to do with a packet. */
    enum Verdict {
        /** Send it to {@link Resolution#mac}. */
        SEND,
        /** It may wait: {@link #await}. */
        WAIT,
        /** Nobody answers: drop it. */
        GIVE_UP
    }

    /**
     * Where a packet goes.
     *
     * @param mac meaningful to send only
     * @param ask whether to ask the network now
     */
    record Resolution(Verdict verdict, MacAddress mac, boolean ask) {}

    /** A packet that waited. */
    record Waiting(VirtioNetHdr header, byte[] packet) {}

    private static final class Entry {
        private MacAddress mac = MacAddress.BROADCAST;
        private boolean known;
        private long confirmedNanos;
        private boolean asked;
        private long askedNanos;
        private int asks;
        private final Deque<Waiting> waiting = new ArrayDeque<>();

        private boolean askIfDue(long nowNanos) {
            if (asked && nowNanos - askedNanos < ASK_NANOS) {
                return false;
            }
            asked = true;
            askedNanos = nowNanos;
            asks++;
            return true;
        }
    }

    /** Where a packet to a neighbour goes now. */
    Resolution resolve(IpAddress neighbor, long nowNanos) {
        Entry entry = entries.get(neighbor);
        if (entry == null) {
            entry = add(neighbor);
        }
        if (entry.known && nowNanos - entry.confirmedNanos < REACHABLE_NANOS) {
            return new Resolution(Verdict.SEND, entry.mac, false);
        }
        boolean ask = entry.askIfDue(nowNanos);
        if (entry.asks > ASKS_MAX) {
            // The next packet begins anew.
            entries.remove(neighbor);
            return new Resolution(Verdict.GIVE_UP, MacAddress.BROADCAST, false);
        }
        return new Resolution(entry.known ? Verdict.SEND : Verdict.WAIT, entry.mac, ask);
    }

    private Entry add(IpAddress neighbor) {
        if (entries.size() >= NEIGHBORS_MAX) {
            var eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        Entry entry = new Entry();
        entries.put(neighbor, entry);
        return entry;
    }

    /** Keeps a copy of a packet until its neighbour answers; false when its queue is full. */
    boolean await(IpAddress neighbor, Waiting packet) {
        Entry entry = entries.get(neighbor);
        if (entry == null || entry.waiting.size() >= WAITING_MAX) {
            return false;
        }
        return entry.waiting.add(packet);
    }

    /** A neighbour answered, or spoke to us. Strangers that nobody asked for are not remembered. Returns what waited. */
    List<Waiting> confirm(IpAddress neighbor, MacAddress mac, boolean evenIfNotAsked, long nowNanos) {
        Entry entry = entries.get(neighbor);
        if (!mac.isStation() || (entry == null && !evenIfNotAsked)) {
            return List.of();
        }
        if (entry == null) {
            entry = add(neighbor);
        }
        entry.mac = mac;
        entry.known = true;
        entry.confirmedNanos = nowNanos;
        entry.asked = false;
        entry.asks = 0;
        List<Waiting> waited = List.copyOf(entry.waiting);
        entry.waiting.clear();
        return waited;
    }

    int size() {
        return entries.size();
    }
}
