package org.qgate.wbem.indication;

/**
 * What has become of the indications for one destination.
 *
 * @param dropped for want of room, or undelivered for too long
 * @param refused by the listener
 */
public record DeliveryCounters(long delivered, long failedAttempts, long dropped, long refused, int waiting) {}
