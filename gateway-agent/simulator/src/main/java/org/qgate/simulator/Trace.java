package org.qgate.simulator;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened, as a hash that two runs of one seed must share and, on demand, as lines to read. */
final class Trace {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final boolean kept;
    private final @Nullable Consumer<String> lines;
    private long hash = FNV_OFFSET;

    private Trace(boolean kept, @Nullable Consumer<String> lines) {
        this.kept = kept;
        this.lines = lines;
    }

    /** Takes no note at all: for measurements of many long runs. */
    static Trace none() {
        return new Trace(false, null);
    }

    static Trace hashOnly() {
        return new Trace(true, null);
    }

    static Trace readable(Consumer<String> lines) {
        return new Trace(true, lines);
    }

    /** Whether anybody wants to know. */
    boolean isKept() {
        return kept;
    }

    /** Notes what a reader of a trace need not see: single packets. */
    void note(long nowNanos, String who, String what, long detail) {
        if (!kept) {
            return;
        }
        mix(nowNanos);
        mix(who.hashCode());
        mix(what.hashCode());
        mix(detail);
    }

    /** Notes something and writes a line about it. */
    void tell(long nowNanos, String who, String what, long detail, Supplier<String> text) {
        note(nowNanos, who, what, detail);
        Consumer<String> out = lines;
        if (out != null) {
            out.accept(String.format(
                    Locale.ROOT, "%11.6f %-5s %s %s", nowNanos / NANOS_PER_SECOND, who, what, text.get()));
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * FNV_PRIME;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }
}
