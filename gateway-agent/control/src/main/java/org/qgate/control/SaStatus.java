package org.qgate.control;

import java.util.Objects;

/**
 * The current SA of one direction and channel.
 *
 * @param spi as on the wire, unsigned 32 bit
 * @param source outer source address
 * @param destination outer destination address
 * @param offloaded whether a network card works for it
 * @param ageMillis since it was installed
 * @param bytes carried, as the kernel counts them
 * @param packets carried, as the kernel counts them
 * @param replayFailures packets outside or twice in the replay window
 * @param integrityFailures packets whose integrity check failed
 */
public record SaStatus(
        Direction direction,
        Channel channel,
        long epoch,
        long index,
        long spi,
        String source,
        String destination,
        String suite,
        boolean offloaded,
        long ageMillis,
        long bytes,
        long packets,
        long replayFailures,
        long integrityFailures) {
    public SaStatus {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(channel, "channel");
    }
}
