package org.qgate.wbem.indication;

/**
 * Bounds on indications.
 *
 * @param subscriptionsMax subscriptions; filters and destinations may be as many each
 * @param queuedMax indications that wait for one destination; beyond that the oldest goes, which the listener sees as a gap in the numbers
 * @param retryMillis between two attempts to deliver one indication
 * @param keptMillis how long delivery of one indication is attempted
 * @param deliveryMillis how long one attempt may take
 */
public record IndicationLimits(
        int subscriptionsMax, int queuedMax, long retryMillis, long keptMillis, long deliveryMillis) {}
