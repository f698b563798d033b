package org.qgate.wbem.indication;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Networks that this server may open connections to, because destinations come from clients. */
public final class AllowedAddresses {
    private final List<Network> networks;

    private record Network(byte[] address, int prefixBits) {
        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefixBits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private AllowedAddresses(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads networks such as {@code 10.0.0.0/8} or {@code ::1/128}, and single addresses.
     *
     * @throws IllegalArgumentException names what is none
     */
    public static AllowedAddresses parse(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.split("/", 2);
            if (!parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8");
            }
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
                if (bits < 0 || bits > address.length * 8) {
                    throw new IllegalArgumentException("'" + text + "' has an impossible prefix length");
                }
                networks.add(new Network(address, bits));
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8", e);
            }
        }
        return new AllowedAddresses(networks);
    }

    /** Whether an address is in one of the networks. */
    public boolean allows(InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address.getAddress()));
    }
}
