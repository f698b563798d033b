package org.qgate.linux.rtnetlink;

import org.qgate.linux.inet.IpPrefix;

/**
 * An address of an interface.
 *
 * @param interfaceIndex the interface
 * @param address the address with the length of its network's prefix
 * @param scope {@code RT_SCOPE_*}: 0 global, 253 link, 254 host
 * @param flags {@code IFA_F_*}
 */
public record InterfaceAddress(int interfaceIndex, IpPrefix address, int scope, int flags) {

    /** {@code IFA_F_NODAD}: an IPv6 address that is usable at once. */
    public static final int NODAD = 0x02;

    /** {@code IFA_F_PERMANENT}: has no lifetime. */
    public static final int PERMANENT = 0x80;

    /** A global address, without duplicate address detection, so that it can be used at once. */
    public static InterfaceAddress global(int interfaceIndex, IpPrefix address) {
        return new InterfaceAddress(interfaceIndex, address, 0, NODAD);
    }
}
