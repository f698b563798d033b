package org.qgate.agent.dataplane;

import org.qgate.linux.inet.IpAddress;

/**
 * An SA as it stands at one moment.
 *
 * @param spi its SPI
 * @param source outer address of the sender
 * @param destination outer address of the receiver
 * @param addedSeconds wall clock at its addition, seconds since 1970
 * @param traffic what it has carried and refused
 * @param onCard whether a network card works for it
 */
public record StandingSa(
        int spi, IpAddress source, IpAddress destination, long addedSeconds, Traffic traffic, boolean onCard) {
    /** One in software. */
    public StandingSa(int spi, IpAddress source, IpAddress destination, long addedSeconds, Traffic traffic) {
        this(spi, source, destination, addedSeconds, traffic, false);
    }
}
