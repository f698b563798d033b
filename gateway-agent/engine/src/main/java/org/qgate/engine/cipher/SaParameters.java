package org.qgate.engine.cipher;

/**
 * What an SA is but for its key.
 *
 * @param spi not 0; 1 to 255 are reserved (RFC 4303 section 2.1)
 * @param reqid ties SAs to the policies that use them, not 0
 * @param algorithm the transform
 * @param tunnel outer header of what is sent, or expected of what is received
 * @param sequence sequence numbers and replay window
 * @param lifetime limits that the key store enforces by itself
 */
public record SaParameters(
        int spi, int reqid, EspAlgorithm algorithm, Tunnel tunnel, SequenceRules sequence, Lifetime lifetime) {

    private static final int RESERVED_SPI_MAX = 255;

    /** Checks the numbers. */
    public SaParameters {
        if (spi >= 0 && spi <= RESERVED_SPI_MAX) {
            throw new IllegalArgumentException("SPI " + spi + " is reserved; use one above " + RESERVED_SPI_MAX);
        }
        if (reqid == 0) {
            throw new IllegalArgumentException("an SA needs a reqid other than 0");
        }
    }

    /** An SA without limits, with 64 bit sequence numbers and the usual replay window. */
    public static SaParameters of(int spi, int reqid, EspAlgorithm algorithm, Tunnel tunnel) {
        return new SaParameters(spi, reqid, algorithm, tunnel, SequenceRules.EXTENDED, Lifetime.UNLIMITED);
    }

    /** The same with other sequence rules. */
    public SaParameters with(SequenceRules other) {
        return new SaParameters(spi, reqid, algorithm, tunnel, other, lifetime);
    }

    /** The same with another lifetime. */
    public SaParameters with(Lifetime other) {
        return new SaParameters(spi, reqid, algorithm, tunnel, sequence, other);
    }

    /**
     * Sequence numbers.
     *
     * @param extended 64 bits, of which 32 travel (RFC 4304)
     * @param replayWindowPackets 32 to 4194304; used inbound
     */
    public record SequenceRules(boolean extended, int replayWindowPackets) {

        /** Wide enough for the reordering of a gigabit path. */
        public static final SequenceRules EXTENDED = new SequenceRules(true, 4096);

        /** 32 bit numbers. */
        public static final SequenceRules SHORT = new SequenceRules(false, 4096);

        /** Checks the window. */
        public SequenceRules {
            if (replayWindowPackets < ReplayWindow.PACKETS_MIN || replayWindowPackets > ReplayWindow.PACKETS_MAX) {
                throw new IllegalArgumentException("a replay window has " + ReplayWindow.PACKETS_MIN + " to "
                        + ReplayWindow.PACKETS_MAX + " packets, not " + replayWindowPackets);
            }
        }
    }

    @Override
    public String toString() {
        return "SA " + Integer.toHexString(spi) + " reqid " + Integer.toUnsignedString(reqid) + " " + algorithm + " "
                + tunnel.source() + " -> " + tunnel.destination();
    }
}
