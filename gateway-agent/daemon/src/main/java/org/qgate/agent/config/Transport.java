package org.qgate.agent.config;

import java.util.Arrays;
import java.util.Locale;

/** What carries the rekeying protocol's messages between the two gateways of a link; equal on both ends. */
public enum Transport {
    /** A datagram for each message. */
    UDP,
    /** Streams, in which each message stands behind its length. */
    TCP;

    /** As it stands in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Transport parse(String word) {
        return Arrays.stream(values())
                .filter(transport -> transport.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of udp, tcp"));
    }
}
