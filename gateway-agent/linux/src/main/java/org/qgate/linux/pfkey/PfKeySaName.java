package org.qgate.linux.pfkey;

import java.util.Optional;
import org.qgate.linux.inet.IpAddress;

/**
 * What finds one SA.
 *
 * @param satype its protocol
 * @param spi its index
 * @param source outer source; Linux finds an SA without comparing it
 * @param destination outer destination
 */
public record PfKeySaName(SadbSatype satype, int spi, IpAddress source, IpAddress destination) {

    /** Checks that both addresses are of one family. */
    public PfKeySaName {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException("an SA from " + source + " to " + destination + " mixes families");
        }
    }

    /** The name in a message, empty when a part of it is missing. */
    public static Optional<PfKeySaName> of(PfKeyMessage message) {
        Optional<SadbAddress> source = message.address(SadbExt.ADDRESS_SRC);
        Optional<SadbAddress> destination = message.address(SadbExt.ADDRESS_DST);
        if (message.sa().isEmpty()
                || source.isEmpty()
                || destination.isEmpty()
                || source.get().prefix().family() != destination.get().prefix().family()) {
            return Optional.empty();
        }
        return Optional.of(new PfKeySaName(
                message.header().satype(),
                message.sa().get().spi(),
                source.get().prefix().address(),
                destination.get().prefix().address()));
    }

    void writeAddresses(PfKeyWriter writer) {
        writer.add(SadbAddress.source(source)).add(SadbAddress.destination(destination));
    }

    @Override
    public String toString() {
        return satype + " 0x" + Integer.toHexString(spi) + " from " + source + " to " + destination;
    }
}
