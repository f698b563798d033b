package org.qgate.engine.interop;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the kernel's IPsec refused, by the names of {@code /proc/net/xfrm_stat}; what is 0 is left out. */
final class KernelErrors {

    private KernelErrors() {}

    static Map<String, Long> now(InteropNetwork network) {
        Map<String, Long> counts = new LinkedHashMap<>();
        String told = network.bash("ip netns exec " + InteropNetwork.KERNEL.namespace() + " cat /proc/net/xfrm_stat");
        told.lines().map(line -> line.trim().split("\\s+")).forEach(words -> {
            if (Long.parseLong(words[1]) != 0) {
                counts.put(words[0], Long.parseLong(words[1]));
            }
        });
        return counts;
    }

    static Map<String, Long> since(Map<String, Long> before, InteropNetwork network) {
        Map<String, Long> counts = now(network);
        before.forEach((name, count) -> counts.merge(name, -count, Long::sum));
        return counts;
    }
}
