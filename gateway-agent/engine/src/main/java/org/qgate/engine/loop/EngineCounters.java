package org.qgate.engine.loop;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.qgate.engine.cipher.DropReason;

/** What the engine has moved and dropped since it started. Safe for several threads. */
public final class EngineCounters {

    private static final int REASONS = DropReason.values().length;
    private static final int SENT = REASONS;
    private static final int RECEIVED = REASONS + 1;

    private final AtomicLongArray counts = new AtomicLongArray(REASONS + 2);

    void drop(DropReason reason) {
        counts.incrementAndGet(-1 - reason.code());
    }

    void drop(int code) {
        counts.incrementAndGet(-1 - code);
    }

    void drop(DropReason reason, int packets) {
        counts.addAndGet(-1 - reason.code(), packets);
    }

    void sent(int packets) {
        counts.addAndGet(SENT, packets);
    }

    void countReceived() {
        counts.incrementAndGet(RECEIVED);
    }

    /** Outer packets handed to the network. */
    public long sent() {
        return counts.get(SENT);
    }

    /** Inner packets handed to the TUN device. */
    public long received() {
        return counts.get(RECEIVED);
    }

    /** Packets dropped for a reason. */
    public long dropped(DropReason reason) {
        return counts.get(-1 - reason.code());
    }

    /** All reasons for which packets were dropped. */
    public Map<DropReason, Long> drops() {
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (dropped(reason) > 0) {
                drops.put(reason, dropped(reason));
            }
        }
        return drops;
    }

    @Override
    public String toString() {
        return "sent " + sent() + ", received " + received() + ", dropped " + drops();
    }
}
