package org.qgate.lab.gateways;

import java.time.Duration;

/**
 * What a lab run may choose of the link between alice and bob.
 *
 * @param period wanted time between two key changes of a direction
 * @param keyRateBitsPerSecond of the simulated key source, both directions together
 * @param networkText lines of HOCON added to the link of gateway alice, for example addresses and routes
 */
public record LinkSettings(Duration period, long keyRateBitsPerSecond, String networkText) {
    /** The link's name on both gateways. */
    public static final String LINK = "alice-bob";

    /** The cipher suite. */
    public static final String SUITE = "aes-gcm-256";

    /** Key bits that one SA of the suite takes: a 256-bit key and a 32-bit salt (RFC 4106, section 8.1). */
    public static final int KEY_BITS = 288;

    /** Without additions. */
    public LinkSettings(Duration period, long keyRateBitsPerSecond) {
        this(period, keyRateBitsPerSecond, "");
    }

    /** The shortest period that the key rate sustains in both directions at once, in milliseconds. */
    public double sustainedPeriodMillis() {
        return 2.0 * KEY_BITS / keyRateBitsPerSecond * 1e3;
    }
}
