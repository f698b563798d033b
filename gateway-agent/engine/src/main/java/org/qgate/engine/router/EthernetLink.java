package org.qgate.engine.router;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;

/**
 * The engine as a station of an Ethernet on its inner side.
 *
 * @param mac its address
 * @param addresses its IP addresses, each with the length of the prefix that is on this Ethernet; hosts route through them
 * @param gateways routers for destinations that are on none of the prefixes, at most one of a family
 */
public record EthernetLink(MacAddress mac, List<Address> addresses, List<IpAddress> gateways) {

    /** Locally administered addresses of ours begin so; an IPv4 address, or the end of an IPv6 one, follows. */
    private static final long MAC_PREFIX = 0x0251_0000_0000L;

    /**
     * An address of the engine.
     *
     * @param address the whole of it
     * @param prefixBits how much of it says that somebody is on this Ethernet
     */
    public record Address(IpAddress address, int prefixBits) {

        /** Checks the length. */
        public Address {
            IpPrefix checked = new IpPrefix(address, prefixBits);
            if (checked.family() == IpFamily.UNSPECIFIED) {
                throw new IllegalArgumentException("an address of the inner side must be IPv4 or IPv6");
            }
        }

        boolean reaches(IpAddress other) {
            return other.family() == address.family()
                    && new IpPrefix(other, prefixBits).masked().equals(new IpPrefix(address, prefixBits).masked());
        }
    }

    /** Checks that each gateway can be reached. */
    public EthernetLink {
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
        if (addresses.isEmpty() || !mac.isStation()) {
            throw new IllegalArgumentException(
                    "an Ethernet needs an address with its prefix, and the MAC of one station");
        }
        for (IpAddress gateway : gateways) {
            if (addresses.stream().noneMatch(address -> address.reaches(gateway))) {
                throw new IllegalArgumentException("inner gateway " + gateway + " is on no prefix of " + addresses);
            }
        }
    }

    /** With a MAC that follows from the first address, the same after each start and another for each engine of a network. */
    public static EthernetLink of(List<Address> addresses, List<IpAddress> gateways) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an Ethernet needs an address with its prefix");
        }
        long low = addresses.get(0).address().low() & 0xFFFF_FFFFL;
        return new EthernetLink(new MacAddress(MAC_PREFIX | low), addresses, gateways);
    }

    /** Who is to get a packet to {@code destination}: itself or a gateway; empty when no route leads there. */
    public Optional<IpAddress> nextHop(IpAddress destination) {
        if (addresses.stream().anyMatch(address -> address.reaches(destination))) {
            return Optional.of(destination);
        }
        return gateways.stream()
                .filter(gateway -> gateway.family() == destination.family())
                .findFirst();
    }

    /** Whether an address is the engine's. */
    public boolean isOwn(IpAddress address) {
        return addresses.stream().anyMatch(own -> own.address().equals(address));
    }

    /** The engine's address of a family, from which it asks for others. */
    public Optional<IpAddress> own(IpFamily family) {
        return addresses.stream()
                .map(Address::address)
                .filter(address -> address.family() == family)
                .findFirst();
    }
}
