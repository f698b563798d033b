package org.qgate.linux.inet;

/** Address families with their numbers from {@code linux/socket.h}. */
public enum IpFamily {
    /** {@code AF_UNSPEC}: none given, or any. */
    UNSPECIFIED(0, 128),
    /** {@code AF_INET}. */
    IPV4(2, 32),
    /** {@code AF_INET6}. */
    IPV6(10, 128);

    private final int number;
    private final int bits;

    IpFamily(int number, int bits) {
        this.number = number;
        this.bits = bits;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }

    /** Bits of an address, and the longest prefix. */
    public int bits() {
        return bits;
    }

    /** Whether {@code number} is one of ours. */
    public static boolean isKnown(int number) {
        return number == 0 || number == IPV4.number || number == IPV6.number;
    }

    /** The family of a kernel number for which {@link #isKnown} holds. */
    public static IpFamily of(int number) {
        return switch (number) {
            case 0 -> UNSPECIFIED;
            case 2 -> IPV4;
            case 10 -> IPV6;
            default -> throw new IllegalArgumentException("address family " + number + " is neither IPv4 nor IPv6");
        };
    }
}
