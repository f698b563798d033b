package org.qgate.engine.keying;

import org.qgate.engine.filter.PolicyTable;

/** Takes the whole SPD after each change. */
@FunctionalInterface
public interface PolicySink {
    /** Puts both tables into force at once. */
    void set(PolicyTable outbound, PolicyTable inbound);
}
