package org.qgate.wbem.operation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;

/** The enumerations that are open, by contexts that cannot be guessed. */
public final class EnumerationTable {
    private static final int CONTEXT_BYTES = 16;

    private final EnumerationLimits limits;
    private final LongSupplier nanoTime;
    private final SecureRandom random;
    private final Map<String, OpenEnumeration<?>> open = new ConcurrentHashMap<>();

    /** An empty table. */
    public EnumerationTable(EnumerationLimits limits, LongSupplier nanoTime, SecureRandom random) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    EnumerationLimits limits() {
        return limits;
    }

    long nowNanos() {
        return nanoTime.getAsLong();
    }

    /** Keeps an enumeration open; closes it if there are too many. */
    synchronized String keep(OpenEnumeration<?> enumeration) throws CimException {
        expire();
        long ofUser = open.values().stream()
                .filter(one -> one.user().equals(enumeration.user()))
                .count();
        if (open.size() >= limits.openMax() || ofUser >= limits.openPerUserMax()) {
            enumeration.close();
            throw new CimException(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "too many enumerations are open (" + open.size() + " of " + limits.openMax() + ", " + ofUser
                            + " of yours of " + limits.openPerUserMax() + "): pull or close some");
        }
        byte[] context = new byte[CONTEXT_BYTES];
        random.nextBytes(context);
        String name = HexFormat.of().formatHex(context);
        open.put(name, enumeration);
        return name;
    }

    /** An enumeration, which nobody else finds until it is put back. */
    OpenEnumeration<?> takeOut(String context) throws CimException {
        OpenEnumeration<?> found = open.remove(context);
        if (found != null && !found.isExpired(nanoTime.getAsLong())) {
            return found;
        }
        if (found != null) {
            found.close();
        }
        throw unknown();
    }

    void putBack(String context, OpenEnumeration<?> enumeration) {
        enumeration.touch(nanoTime.getAsLong());
        open.put(context, enumeration);
    }

    static CimException unknown() {
        return new CimException(
                CimStatus.INVALID_ENUMERATION_CONTEXT,
                "there is no such enumeration: it has ended, timed out, was closed, or is being pulled from");
    }

    /** Closes what no client has pulled from for longer than it asked for; called every few seconds. */
    public void expire() {
        long now = nanoTime.getAsLong();
        for (Iterator<OpenEnumeration<?>> all = open.values().iterator(); all.hasNext(); ) {
            OpenEnumeration<?> one = all.next();
            if (one.isExpired(now)) {
                all.remove();
                one.close();
            }
        }
    }

    /** Enumerations open now. */
    public int count() {
        return open.size();
    }
}
