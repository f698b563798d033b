package org.qgate.engine.cipher;

import org.qgate.linux.inet.IpAddress;

/** The outer addresses of this end: an SA to one of them is inbound, one from them outbound. */
public interface OwnAddresses {
    /** Whether ESP is received at an address. */
    boolean contains(IpAddress address);

    /** Begins to receive at an address, if it is one of this host's; whether ESP is received there now. */
    boolean adopt(IpAddress address);
}
