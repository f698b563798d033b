package org.qgate.engine.cipher;

import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;

/**
 * The outer header of a tunnel.
 *
 * @param source outer source address
 * @param destination outer destination address, of the same family
 * @param encapsulation UDP ports of ESP in UDP (RFC 3948), or {@link UdpEncapsulation#NONE}
 * @param dontFragment what the outer DF flag is (RFC 4301 section 8.1)
 */
public record Tunnel(
        IpAddress source, IpAddress destination, UdpEncapsulation encapsulation, DontFragment dontFragment) {

    /** Checks that both addresses are of one family. */
    public Tunnel {
        if (source.family() != destination.family() || source.family() == IpFamily.UNSPECIFIED) {
            throw new IllegalArgumentException(
                    "a tunnel's ends are two IPv4 or two IPv6 addresses, not " + source + " and " + destination);
        }
    }

    /** ESP right in IP, the inner DF flag copied. */
    public static Tunnel between(IpAddress source, IpAddress destination) {
        return new Tunnel(source, destination, UdpEncapsulation.NONE, DontFragment.COPY);
    }

    /** The same with ESP in UDP. */
    public Tunnel withUdp(int sourcePort, int destinationPort) {
        return new Tunnel(source, destination, new UdpEncapsulation(sourcePort, destinationPort), dontFragment);
    }

    /** Bytes in front of ESP. */
    public int headerBytes() {
        return (source.family() == IpFamily.IPV4 ? 20 : 40)
                + (encapsulation.isUsed() ? UdpEncapsulation.HEADER_BYTES : 0);
    }

    /** What the outer DF flag is; IPv6 is never fragmented on its way. */
    public enum DontFragment {
        /** That of the inner packet; set for IPv6 within IPv4. */
        COPY,
        /** Always set. */
        SET,
        /** Never set. */
        CLEAR
    }

    /**
     * UDP ports.
     *
     * @param sourcePort 1 to 65535, or 0 with the other for none
     * @param destinationPort 1 to 65535, or 0 with the other for none
     */
    public record UdpEncapsulation(int sourcePort, int destinationPort) {

        /** ESP right in IP. */
        public static final UdpEncapsulation NONE = new UdpEncapsulation(0, 0);

        /** Bytes of a UDP header. */
        public static final int HEADER_BYTES = 8;

        private static final int PORT_MAX = 65_535;

        /** Checks the ports. */
        public UdpEncapsulation {
            boolean inRange =
                    sourcePort >= 0 && sourcePort <= PORT_MAX && destinationPort >= 0 && destinationPort <= PORT_MAX;
            if (!inRange || (sourcePort == 0) != (destinationPort == 0)) {
                throw new IllegalArgumentException("UDP ports are 1 to 65535, or both 0 for none");
            }
        }

        /** Whether ESP travels in UDP. */
        public boolean isUsed() {
            return sourcePort != 0;
        }
    }
}
