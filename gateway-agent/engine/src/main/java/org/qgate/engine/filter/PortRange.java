package org.qgate.engine.filter;

/**
 * Ports that a policy applies to.
 *
 * @param first lowest, 0 to 65535
 * @param last highest, 0 to 65535
 */
public record PortRange(int first, int last) {

    private static final int ANY_LAST = 65_535;

    /** Every port, and protocols without ports. */
    public static final PortRange ANY = new PortRange(0, ANY_LAST);

    /** Checks the order. */
    public PortRange {
        if (first < 0 || last > ANY_LAST || first > last) {
            throw new IllegalArgumentException("not a range of ports: " + first + " to " + last);
        }
    }

    /** One port. */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    boolean isAny() {
        return first == 0 && last == ANY_LAST;
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }
}
