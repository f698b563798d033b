package org.qgate.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A link as one gateway is configured for it. Settings that are not here keep what the agent's configuration file says of this link, or
 * its {@code link-defaults}. Texts have the forms of that file; the agent checks them when a change is prepared.
 *
 * @param name the link's, equal on both gateways
 * @param peer name of the other gateway
 * @param localAddress outer address of our side
 * @param peerAddress outer address of the other side
 * @param controlPort UDP port of the rekeying protocol
 * @param helloPort UDP port of its HELLO messages
 * @param suite ESP algorithms, for example {@code aes-gcm-256}
 * @param periodMillis wanted time between two key changes of what we send, 1 to 54000
 * @param onStarvation {@code hold}, {@code stretch} or {@code block}
 * @param selectors traffic of the link, seen from our side, 1 to 16
 * @param tunnelInterface a virtual interface as the inner end of the tunnel
 * @param addresses added to interfaces with the link, at most 16
 * @param routes added with the link, at most 64
 * @param udpEncapsulation ESP in UDP
 * @param acceptSimulatedKeys permits the simulated key source, which is not for production
 * @param keySourceRateBitsPerSecond of the simulated key source, 100 to 1,000,000,000
 * @param secretName names the files NAME.secret, the provisioned secret, and NAME.seed, the simulated key source's, in the agent's
 *     {@code secrets-directory}; empty for those that the agent's configuration file names for this link. A secret itself never stands here
 */
public record LinkConfiguration(
        String name,
        String peer,
        String localAddress,
        String peerAddress,
        int controlPort,
        int helloPort,
        String suite,
        long periodMillis,
        String onStarvation,
        List<SelectorStatus> selectors,
        Optional<Interface> tunnelInterface,
        List<Address> addresses,
        List<Route> routes,
        Optional<UdpPorts> udpEncapsulation,
        boolean acceptSimulatedKeys,
        long keySourceRateBitsPerSecond,
        String secretName) {
    /** Checks the names and copies the lists. */
    public LinkConfiguration {
        ControlProtocol.requireName("name", name);
        ControlProtocol.requireName("peer", peer);
        Objects.requireNonNull(localAddress, "localAddress");
        Objects.requireNonNull(peerAddress, "peerAddress");
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(onStarvation, "onStarvation");
        selectors = List.copyOf(selectors);
        Objects.requireNonNull(tunnelInterface, "tunnelInterface");
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        Objects.requireNonNull(udpEncapsulation, "udpEncapsulation");
        Objects.requireNonNull(secretName, "secretName");
    }

    /** The same link with another suite and period. */
    public LinkConfiguration tuned(String newSuite, long newPeriodMillis) {
        return with(newSuite, newPeriodMillis, selectors);
    }

    /** The same link with other selectors. */
    public LinkConfiguration selecting(List<SelectorStatus> newSelectors) {
        return with(suite, periodMillis, newSelectors);
    }

    private LinkConfiguration with(String newSuite, long newPeriodMillis, List<SelectorStatus> newSelectors) {
        return new LinkConfiguration(
                name,
                peer,
                localAddress,
                peerAddress,
                controlPort,
                helloPort,
                newSuite,
                newPeriodMillis,
                onStarvation,
                newSelectors,
                tunnelInterface,
                addresses,
                routes,
                udpEncapsulation,
                acceptSimulatedKeys,
                keySourceRateBitsPerSecond,
                secretName);
    }

    /** Whether a link with one configuration can run on with the other: only suite, period and selectors may differ. */
    public boolean runsOnAs(LinkConfiguration other) {
        return tuned(other.suite, other.periodMillis).selecting(other.selectors).equals(other);
    }

    /** Whether both are for the same traffic, in whatever order. */
    public boolean hasTrafficOf(LinkConfiguration other) {
        return Set.copyOf(selectors).equals(Set.copyOf(other.selectors));
    }

    /** The same link with the selectors of another one besides. */
    public LinkConfiguration withTrafficOf(LinkConfiguration other) {
        return selecting(Stream.concat(selectors.stream(), other.selectors.stream())
                .distinct()
                .toList());
    }

    /**
     * A virtual interface.
     *
     * @param name of the interface
     * @param kind {@code auto}, {@code xfrm}, {@code vti} or {@code dummy}
     * @param addresses of the interface with their prefix lengths
     * @param mtuBytes largest packet; 0: what the tunnel leaves of the outer interface's
     */
    public record Interface(String name, String kind, List<String> addresses, int mtuBytes) {
        /** Copies the addresses. */
        public Interface {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(kind, "kind");
            addresses = List.copyOf(addresses);
        }
    }

    /** An address with its prefix length, and the interface that gets it. */
    public record Address(String device, String address) {
        /** Refuses null. */
        public Address {
            Objects.requireNonNull(device, "device");
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * A route.
     *
     * @param to prefix
     * @param via next hop
     * @param device interface; one of the two is needed
     * @param source address that our own packets there have
     */
    public record Route(String to, Optional<String> via, Optional<String> device, Optional<String> source) {
        /** Refuses null. */
        public Route {
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(via, "via");
            Objects.requireNonNull(device, "device");
            Objects.requireNonNull(source, "source");
        }
    }

    /** UDP ports of ESP in UDP: ours and the peer's. */
    public record UdpPorts(int localPort, int peerPort) {}
}
