package org.qgate.simulator;

import org.qgate.simulator.Scenario.PathQuality;

/**
 * The channel of the paper's Table III, and what it leaves open.
 *
 * @param seconds simulated in a run
 * @param bitsPerSecond rate of the channel in each direction
 * @param payloadBytes of a packet of the application; the paper does not say
 * @param queuePackets that wait in front of the channel; INET's usual queue holds 100
 * @param drawnPerRun whether delay and drop probability are drawn once a run, else anew for each packet
 */
record ChannelModel(int seconds, long bitsPerSecond, int payloadBytes, int queuePackets, boolean drawnPerRun) {
    /** Table III, with packets of 1400 bytes. */
    static final ChannelModel TABLE_III = new ChannelModel(600, 2_000_000, 1400, 100, false);

    /** ESP tunnel mode with AES-GCM over IPv4: outer IP, SPI and sequence, IV, inner IP and UDP, trailer, ICV. */
    private static final int ESP_TUNNEL_BYTES = 20 + 8 + 8 + 28 + 2 + 16;

    private static final long DELAY_MIN_NANOS = 5 * Scenario.MILLI;
    private static final long DELAY_SPREAD_NANOS = 20 * Scenario.MILLI;
    private static final double DROP_MAX = 0.05;
    /** Mean of min(U(0,1), 0.05): what a drop probability drawn for each packet comes to. */
    private static final double DROP_MEAN = DROP_MAX - DROP_MAX * DROP_MAX / 2;

    /** One direction of a run. */
    PathQuality path(SimRandom random) {
        if (!drawnPerRun) {
            return new PathQuality(DELAY_MIN_NANOS, DELAY_SPREAD_NANOS, DROP_MEAN, 0, 0, 0);
        }
        long delay = DELAY_MIN_NANOS + random.below(DELAY_SPREAD_NANOS);
        return new PathQuality(delay, 0, Math.min(random.fraction(), DROP_MAX), 0, 0, 0);
    }

    /** Bytes of a packet of the application on the channel. */
    int packetBytes() {
        return payloadBytes + ESP_TUNNEL_BYTES;
    }

    /** Whether the application's packets alone fit the channel. */
    boolean carries(long payloadBitsPerSecond) {
        return payloadBitsPerSecond * packetBytes() <= bitsPerSecond * payloadBytes;
    }
}
