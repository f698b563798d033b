package org.qgate.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.kernel.LabException;

/**
 * The kernel's IPsec error counters on both gateways at one moment.
 *
 * @param counters by {@code gateway.NameOfCounter}, as in /proc/net/xfrm_stat
 */
record XfrmErrors(Map<String, Long> counters) {
    static XfrmErrors now(LabNetwork network) throws LabException, InterruptedException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (Gateway gateway : Gateway.values()) {
            network.xfrmErrors(gateway).forEach((name, value) -> counters.put(gateway.id() + "." + name, value));
        }
        return new XfrmErrors(counters);
    }

    /** What was added since then; only what is not zero. */
    Map<String, Long> since(XfrmErrors before) {
        Map<String, Long> added = new LinkedHashMap<>();
        counters.forEach((name, value) -> {
            long difference = value - before.counters.getOrDefault(name, 0L);
            if (difference != 0) {
                added.put(name, difference);
            }
        });
        return added;
    }
}
