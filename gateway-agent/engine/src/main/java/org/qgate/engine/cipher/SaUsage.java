package org.qgate.engine.cipher;

/**
 * What an SA has done.
 *
 * @param packets processed
 * @param bytes of inner packets
 * @param ageNanos since it was added
 * @param useNanos since its first packet, {@link #UNUSED} before it
 * @param sequence last number sent, or highest accepted
 * @param expiry which limits are reached
 */
public record SaUsage(long packets, long bytes, long ageNanos, long useNanos, long sequence, Expiry expiry) {

    /** Nothing was processed yet. */
    public static final long UNUSED = -1;
}
