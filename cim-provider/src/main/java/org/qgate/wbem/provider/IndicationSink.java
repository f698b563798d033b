package org.qgate.wbem.provider;

import org.qgate.wbem.model.CimInstance;

/** Takes what happened, to be delivered to those that subscribed to it. */
@FunctionalInterface
public interface IndicationSink {
    /**
     * Hands over an indication and returns at once, without waiting for any delivery.
     *
     * @param namespace where it happened
     * @param indication an instance of a subclass of {@code CIM_Indication} without a path; what belongs to delivery
     *     (sequence, filter name) is left to the sink
     */
    void publish(String namespace, CimInstance indication);
}
