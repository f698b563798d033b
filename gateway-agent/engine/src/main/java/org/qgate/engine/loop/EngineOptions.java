package org.qgate.engine.loop;

import java.util.List;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.linux.inet.IpAddress;

/**
 * What an engine is started with.
 *
 * @param tunName name of the TUN interface on the inner side
 * @param locals addresses at which tunnels end here, at least one; ESP that comes to others is not received
 * @param udpPort local port of ESP in UDP at each of them (4500 by RFC 3948), or 0 for none
 * @param linkMtu bytes that the outer interface carries, 1280 to 65535
 * @param capacity SAs of the key store per direction
 */
public record EngineOptions(String tunName, List<IpAddress> locals, int udpPort, int linkMtu, int capacity) {

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

    /** The usual link and key store, no ESP in UDP. */
    public static EngineOptions of(String tunName, List<IpAddress> locals) {
        return new EngineOptions(tunName, locals, 0, 1500, KeyStore.CAPACITY_DEFAULT);
    }

    /** The same with ESP in UDP. */
    public EngineOptions withUdpPort(int port) {
        return new EngineOptions(tunName, locals, port, linkMtu, capacity);
    }
}
