package org.qgate.engine.cipher;

/**
 * What an SA has done.
 *
 * @param packets processed
 * @param bytes of inner packets
 * @param ageNanos since it was added
 * @param sequence last number sent, or highest accepted
 */
public record SaUsage(long packets, long bytes, long ageNanos, long sequence) {}
