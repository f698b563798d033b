package org.qgate.engine.keying;

import java.util.HashSet;
import java.util.Set;
import org.qgate.engine.cipher.OwnAddresses;
import org.qgate.linux.inet.IpAddress;

/** The addresses of a host that has some, and receives at all or a part of them. */
record HostAddresses(Set<IpAddress> host, Set<IpAddress> receiving) implements OwnAddresses {
    /** Receives at all. */
    static HostAddresses of(IpAddress... addresses) {
        return new HostAddresses(Set.of(addresses), Set.of(addresses));
    }

    /** Receives at the first; the others can be taken in. */
    static HostAddresses receivingAt(IpAddress first, IpAddress... others) {
        return new HostAddresses(Set.of(others), new HashSet<>(Set.of(first)));
    }

    @Override
    public boolean contains(IpAddress address) {
        return receiving.contains(address);
    }

    @Override
    public boolean adopt(IpAddress address) {
        return host.contains(address) && receiving.add(address);
    }
}
