package org.qgate.engine.cipher;

import org.qgate.linux.memory.LockedBytes;

/**
 * What SAs of both directions share. Its monitor guards transform, counters and life: a packet and a deletion exclude one
 * another, so no packet is ever processed with a wiped key.
 */
public abstract sealed class SecurityAssociation permits OutboundSa, InboundSa {

    /** Bytes in front of the plaintext that callers leave free. */
    public static final int PLAIN_HEADROOM_BYTES = EspTransform.PLAIN_HEADROOM_BYTES;

    /** Bytes behind the plaintext that callers leave free, for padding, trailer and ICV. */
    public static final int PLAIN_TAILROOM_BYTES = 64;

    private final SaParameters parameters;
    private final EspTransform transform;
    private final LifetimeMeter meter;
    private Expiry told = Expiry.NONE;
    private boolean closed;

    SecurityAssociation(SaParameters parameters, CipherLibrary library, LockedBytes key, long nowNanos) {
        this.parameters = parameters;
        this.meter = new LifetimeMeter(parameters.lifetime(), nowNanos);
        this.transform = parameters
                .algorithm()
                .transform(library, key, parameters.sequence().extended());
    }

    /** What it was added with. */
    public SaParameters parameters() {
        return parameters;
    }

    /** What it has done so far. */
    public synchronized SaUsage usage(long nowNanos) {
        return meter.usage(nowNanos, sequence());
    }

    /** The last sequence number sent, or the highest accepted. */
    abstract long sequence();

    /** Whether its key is wiped. */
    public synchronized boolean isClosed() {
        return closed;
    }

    EspTransform transform() {
        return transform;
    }

    LifetimeMeter meter() {
        return meter;
    }

    /** 0, or why no packet can be processed now; the monitor is held. */
    int refusal(long nowNanos) {
        if (closed) {
            return DropReason.SA_CLOSED.code();
        }
        return meter.expiry(nowNanos) == Expiry.HARD ? DropReason.SA_EXPIRED.code() : 0;
    }

    /** Whether {@link #expiryToTell} may have anything to tell; without the monitor, so that packets are not held up. */
    boolean mayExpire(long nowNanos) {
        return !meter.isOnlyTimed() || meter.isSoftTime(nowNanos);
    }

    /** A limit that has been reached and was not told yet, else {@link Expiry#NONE}. */
    synchronized Expiry expiryToTell(long nowNanos) {
        Expiry now = meter.expiry(nowNanos);
        if (now.compareTo(told) <= 0) {
            return Expiry.NONE;
        }
        told = now;
        return now;
    }

    /** Wipes the key; a second call does nothing. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            transform.close();
        }
    }

    @Override
    public String toString() {
        return parameters.toString();
    }
}
