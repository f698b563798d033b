package org.qgate.engine.filter;

/** Hears of packets that were dropped because the SA that their policy wants does not stand. Must not block. */
@FunctionalInterface
public interface AcquireListener {

    /** An outbound policy found no SA; told of one policy seldom, however many packets are dropped. */
    void wanted(Policy policy);
}
