package org.qgate.linux.xfrm;

/**
 * A port of a selector with its mask: a packet matches when it agrees on the mask's bits.
 *
 * @param port 0 to 65535
 * @param mask 0 for any port, 0xFFFF for exactly this one
 */
public record PortMatch(int port, int mask) {

    /** Any port. */
    public static final PortMatch ANY = new PortMatch(0, 0);

    private static final int MAX = 0xFFFF;

    /** Checks the ranges. */
    public PortMatch {
        if (port < 0 || port > MAX || mask < 0 || mask > MAX) {
            throw new IllegalArgumentException("port " + port + " with mask " + mask + " is outside 0.." + MAX);
        }
    }

    /** Exactly this port. */
    public static PortMatch exactly(int port) {
        return new PortMatch(port, MAX);
    }

    @Override
    public String toString() {
        return mask == 0 ? "any" : mask == MAX ? Integer.toString(port) : port + "/0x" + Integer.toHexString(mask);
    }
}
