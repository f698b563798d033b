package org.qgate.agent.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.qgate.linux.inet.IpPrefix;

/**
 * A virtual interface as the inner end of a link's tunnel. It has addresses of its own, which stay when a card goes down.
 *
 * @param name of the interface
 * @param kind what kind of interface
 * @param addresses of the interface
 * @param mtuBytes largest packet, 0: what the tunnel leaves of the outer interface's
 */
public record TunnelInterface(String name, Kind kind, List<IpPrefix> addresses, int mtuBytes) {
    /** Copies the addresses. */
    public TunnelInterface {
        addresses = List.copyOf(addresses);
    }

    /** What kind of interface. */
    public enum Kind {
        /** The first of the others that the kernel has. */
        AUTO,
        /** An XFRM interface: what is routed into it leaves protected, or not at all. */
        XFRM,
        /** A VTI: the same on older kernels. */
        VTI,
        /** Of any kernel: the link's policies take packets out of it, and what they do not take is dropped in it. */
        DUMMY;

        /** The name in configuration files. */
        public String configurationName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.configurationName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                            + Arrays.stream(values())
                                    .map(Kind::configurationName)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
