package org.qgate.linux.inet;

/**
 * An address with the number of its leading bits that count. Bits behind them may be set, as the kernel allows; use
 * {@link #masked} where they must not.
 *
 * @param address an address
 * @param length 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int length) {

    /** Checks the length. */
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("/" + length + " is no prefix length for " + address);
        }
    }

    /** The single address. */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(
                address,
                address.family() == IpFamily.UNSPECIFIED ? 0 : address.family().bits());
    }

    /**
     * Reads {@code 10.1.0.0/16}, or a single address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.parse(text));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not an IP prefix: " + text);
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The family of the address. */
    public IpFamily family() {
        return address.family();
    }

    /** The same prefix with the bits behind it cleared. */
    public IpPrefix masked() {
        if (family() == IpFamily.IPV4) {
            return new IpPrefix(IpAddress.ofV4((int) (address.low() & leading(length + 32))), length);
        }
        long high = address.high() & leading(Math.min(length, Long.SIZE));
        long low = address.low() & leading(Math.max(0, length - Long.SIZE));
        return new IpPrefix(new IpAddress(family(), high, low), length);
    }

    /** Whether {@code other} lies in this prefix. */
    public boolean contains(IpAddress other) {
        return other.family() == family()
                && new IpPrefix(other, length).masked().equals(masked());
    }

    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
