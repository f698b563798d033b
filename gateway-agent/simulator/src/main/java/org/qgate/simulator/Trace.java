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

    private final @Nullable Consumer<String> lines;
    private long hash = FNV_OFFSET;

    private Trace(@Nullable Consumer<String> lines) {
        this.lines = lines;
    }

    static Trace hashOnly() {
        return new Trace(null);
    }

    static Trace readable(Consumer<String> lines) {
        return new Trace(lines);
    }

    /** Notes what a reader of a trace need not see: single packets. */
    void note(long nowNanos, String who, String what, long detail) {
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
