package org.qgate.lab.wire;

/**
 * An IPv4 network.
 *
 * @param network its address
 * @param length of the prefix in bits, 1 to 32
 */
public record Prefix(int network, int length) {
    public Prefix {
        if (length < 1 || length > 32) {
            throw new IllegalArgumentException("prefix length " + length + " is not within 1..32");
        }
    }

    /** Reads {@code a.b.c.d/length}. */
    public static Prefix of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a network: it wants a.b.c.d/length");
        }
        return new Prefix(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Reads {@code a.b.c.d}. */
    public static int address(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        int address = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
            }
            address = (address << 8) | octet;
        }
        return address;
    }

    /** True if the address lies in this network. */
    public boolean contains(int address) {
        return (address ^ network) >>> (32 - length) == 0;
    }
}
