package org.qgate.engine.loop;

import java.util.List;
import java.util.Optional;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.router.EthernetLink;
import org.qgate.linux.inet.IpAddress;

/**
 * What an engine is started with.
 *
 * @param tunName name of the TUN or TAP interface on the inner side
 * @param locals addresses at which tunnels end here, at least one; others are received at from their first SA on
 * @param udpPort local port of ESP in UDP at each of them (4500 by RFC 3948), or 0 for none
 * @param linkMtu bytes that the outer interface carries, 1280 to 65535
 * @param capacity SAs of the key store per direction
 * @param ethernet what the engine is on the inner Ethernet; empty for a TUN interface, on which the kernel is the router
 */
public record EngineOptions(
        String tunName,
        List<IpAddress> locals,
        int udpPort,
        int linkMtu,
        int capacity,
        Optional<EthernetLink> ethernet) {

    private static final int LINK_MTU_MIN = 1280;
    private static final int MAX = 65_535;

    /** Checks the ranges. */
    public EngineOptions {
        locals = List.copyOf(locals);
        if (locals.isEmpty()) {
            throw new IllegalArgumentException("an engine needs at least one local address");
        }
        if (linkMtu < LINK_MTU_MIN || linkMtu > MAX || udpPort < 0 || udpPort > MAX) {
            throw new IllegalArgumentException("link MTU " + linkMtu + " or UDP port " + udpPort + " is out of range");
        }
    }

    /** With a TUN interface. */
    public EngineOptions(String tunName, List<IpAddress> locals, int udpPort, int linkMtu, int capacity) {
        this(tunName, locals, udpPort, linkMtu, capacity, Optional.empty());
    }

    /** The usual link and key store, no ESP in UDP. */
    public static EngineOptions of(String tunName, List<IpAddress> locals) {
        return new EngineOptions(tunName, locals, 0, 1500, KeyStore.CAPACITY_DEFAULT);
    }

    /** The same with ESP in UDP. */
    public EngineOptions withUdpPort(int port) {
        return new EngineOptions(tunName, locals, port, linkMtu, capacity, ethernet);
    }

    /** The same with a TAP interface. */
    public EngineOptions withEthernet(EthernetLink link) {
        return new EngineOptions(tunName, locals, udpPort, linkMtu, capacity, Optional.of(link));
    }
}
