package org.qgate.wbem.indication;

import org.qgate.wbem.model.CimInstance;

/**
 * An indication that waits for delivery.
 *
 * @param sinceNanos when it was queued
 */
record QueuedIndication(CimInstance indication, long sinceNanos) {}
