package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** An enumeration that a client pulls from piece by piece. Used by one thread at a time. */
final class OpenEnumeration<T> {
    private final Kind kind;
    private final String user;
    private final String namespace;
    private final long timeoutNanos;
    private final Stream<T> stream;
    private final Iterator<T> rest;
    private volatile long touchedNanos;

    /** What it gives, which tells the operation that pulls it. */
    enum Kind {
        INSTANCES_WITH_PATH,
        PATHS,
        INSTANCES
    }

    /**
     * Whose enumeration it is, of what and for how long.
     *
     * @param timeoutNanos between two pulls
     */
    record Terms(Kind kind, String user, String namespace, long timeoutNanos) {}

    OpenEnumeration(Terms terms, Stream<T> stream, long nowNanos) {
        this.kind = terms.kind();
        this.user = terms.user();
        this.namespace = terms.namespace();
        this.timeoutNanos = terms.timeoutNanos();
        this.stream = stream;
        this.rest = stream.iterator();
        this.touchedNanos = nowNanos;
    }

    /** The next objects, as many as there are up to a bound. */
    List<T> take(long countMax) {
        List<T> taken = new ArrayList<>();
        while (taken.size() < countMax && rest.hasNext()) {
            taken.add(rest.next());
        }
        return taken;
    }

    boolean isAtEnd() {
        return !rest.hasNext();
    }

    void touch(long nowNanos) {
        touchedNanos = nowNanos;
    }

    boolean isExpired(long nowNanos) {
        return nowNanos - touchedNanos > timeoutNanos;
    }

    /** Whether a pull of this kind by this user in this namespace may use it. */
    boolean belongsTo(Kind wanted, String whose, String where) {
        return kind == wanted && isOf(whose, where);
    }

    boolean isOf(String whose, String where) {
        return user.equals(whose) && namespace.equalsIgnoreCase(where);
    }

    String user() {
        return user;
    }

    void close() {
        stream.close();
    }
}
