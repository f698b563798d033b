package org.qgate.linux.pfkey;

import java.util.Optional;
import org.qgate.linux.inet.IpPrefix;

/**
 * Which packets a policy is for.
 *
 * @param source inner sources
 * @param destination inner destinations, of the same family
 * @param protocol IP protocol number, 0 for any
 * @param sourcePort 0 for any
 * @param destinationPort 0 for any
 */
public record PfKeySelector(IpPrefix source, IpPrefix destination, int protocol, int sourcePort, int destinationPort) {

    /** Checks that both sides are of one family. */
    public PfKeySelector {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException("selector from " + source + " to " + destination + " mixes families");
        }
    }

    /** Any protocol and port from one prefix to another. */
    public static PfKeySelector between(IpPrefix source, IpPrefix destination) {
        return new PfKeySelector(source, destination, 0, 0, 0);
    }

    /** The same, for one protocol and its ports. */
    public PfKeySelector withProtocol(int ipProtocol, int fromPort, int toPort) {
        return new PfKeySelector(source, destination, ipProtocol, fromPort, toPort);
    }

    /** The other direction. */
    public PfKeySelector reversed() {
        return new PfKeySelector(destination, source, protocol, destinationPort, sourcePort);
    }

    void write(PfKeyWriter writer) {
        int number = protocol == 0 ? SadbAddress.ANY_PROTOCOL : protocol;
        writer.add(new SadbAddress(SadbExt.ADDRESS_SRC, number, source, sourcePort))
                .add(new SadbAddress(SadbExt.ADDRESS_DST, number, destination, destinationPort));
    }

    /** The selector in a message, empty when a side is missing or the sides do not fit. */
    public static Optional<PfKeySelector> of(PfKeyMessage message) {
        Optional<SadbAddress> from = message.address(SadbExt.ADDRESS_SRC);
        Optional<SadbAddress> to = message.address(SadbExt.ADDRESS_DST);
        if (from.isEmpty()
                || to.isEmpty()
                || from.get().prefix().family() != to.get().prefix().family()) {
            return Optional.empty();
        }
        int number = from.get().protocol();
        return Optional.of(new PfKeySelector(
                from.get().prefix(),
                to.get().prefix(),
                number == SadbAddress.ANY_PROTOCOL ? 0 : number,
                from.get().port(),
                to.get().port()));
    }
}
