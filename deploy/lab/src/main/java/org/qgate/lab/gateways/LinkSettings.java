package org.qgate.lab.gateways;

import java.time.Duration;

/**
 * What a lab run may choose of the link between alice and bob.
 *
 * @param period wanted time between two key changes of a direction
 * @param keyRateBitsPerSecond of the simulated key source, both directions together
 * @param networkText lines of HOCON added to the link of gateway alice, for example addresses and routes
 * @param dataPlane what the agents are told to protect packets with
 * @param links how many there are: the one between the hosts, and others like it whose networks nobody is in, 1 to {@value
 *     #LINKS_MAX}
 * @param agentText lines of HOCON added to the agents' own settings
 */
public record LinkSettings(
        Duration period,
        long keyRateBitsPerSecond,
        String networkText,
        DataPlane dataPlane,
        int links,
        String agentText) {
    /** Each needs a pair of inner networks. */
    public static final int LINKS_MAX = 200;

    /** The link's name on both gateways. */
    public static final String LINK = "alice-bob";

    /** Refuses a number of links out of its range. */
    public LinkSettings {
        if (links < 1 || links > LINKS_MAX) {
            throw new IllegalArgumentException(links + " links are outside 1.." + LINKS_MAX);
        }
    }

    /** One link. */
    public LinkSettings(Duration period, long keyRateBitsPerSecond, String networkText, DataPlane dataPlane) {
        this(period, keyRateBitsPerSecond, networkText, dataPlane, 1, "");
    }

    /** Without additions, by the kernel's XFRM. */
    public LinkSettings(Duration period, long keyRateBitsPerSecond) {
        this(period, keyRateBitsPerSecond, "");
    }

    /** By the kernel's XFRM. */
    public LinkSettings(Duration period, long keyRateBitsPerSecond, String networkText) {
        this(period, keyRateBitsPerSecond, networkText, DataPlane.XFRM);
    }

    /** Without additions. */
    public LinkSettings(Duration period, long keyRateBitsPerSecond, DataPlane dataPlane) {
        this(period, keyRateBitsPerSecond, "", dataPlane);
    }

    /** The same links with their control messages over {@code udp} or {@code tcp}. */
    public LinkSettings over(String transport) {
        String text = agentText + "\nlink-defaults { transport = " + transport + " }";
        return new LinkSettings(period, keyRateBitsPerSecond, networkText, dataPlane, links, text);
    }

    /** The cipher suite: a kernel's PF_KEY has no AEAD. */
    public String suite() {
        return dataPlane == DataPlane.PFKEY ? "aes-cbc-256-hmac-sha-256" : "aes-gcm-256";
    }

    /**
     * Key bits that one SA of the suite takes: a 256-bit key and a 32-bit salt (RFC 4106, section 8.1), or two keys of 256 bits (RFC
     * 3602, RFC 4868).
     */
    public int keyBits() {
        return dataPlane == DataPlane.PFKEY ? 512 : 288;
    }

    /** The shortest period that the key rate sustains in both directions at once, in milliseconds. */
    public double sustainedPeriodMillis() {
        return 2.0 * keyBits() / keyRateBitsPerSecond * 1e3;
    }
}
