package org.qgate.agent.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.qgate.agent.config.Transport;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.MessageCodec;

/** Finds the link of a message by the tag that it carries, and drops what does not come from where that link's peer is. */
public final class DatagramRouter {
    private final Map<Long, Route> routes = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent.DatagramReceived> links;

    /**
     * Where a link's messages come from.
     *
     * @param link its name
     * @param transport by which they come
     * @param control of the peer
     * @param hello of the peer
     */
    public record Route(LinkName link, Transport transport, InetSocketAddress control, InetSocketAddress hello) {
        /** Over UDP a message comes from the port that it goes to; a TCP connection is made from any port. */
        private boolean leadsFrom(ControlPort port, InetSocketAddress source) {
            InetSocketAddress peer = port == ControlPort.HELLO ? hello : control;
            return transport == Transport.UDP
                    ? source.equals(peer)
                    : peer.getAddress().equals(source.getAddress());
        }
    }

    /** A router that knows no links yet. */
    public DatagramRouter(BiConsumer<LinkName, LinkEvent.DatagramReceived> links) {
        this.links = links;
    }

    /** From now on messages with this tag are the link's; from any thread. */
    public void add(long tag, Route route) {
        routes.put(tag, route);
    }

    /** From now on messages with this tag are nobody's; from any thread. */
    public void remove(long tag) {
        routes.remove(tag);
    }

    /** Takes what comes in by a transport, on any thread. */
    public DatagramSink over(Transport transport) {
        return (port, source, message) -> {
            Route route = routes.get(MessageCodec.linkTag(message));
            if (route != null && route.transport == transport && route.leadsFrom(port, source)) {
                links.accept(route.link, new LinkEvent.DatagramReceived(port, message));
            }
        };
    }

    /** Whether a link's peer is at this address and sends by TCP; from any thread. */
    public boolean isTcpPeer(InetAddress address) {
        return routes.values().stream()
                .anyMatch(route -> route.transport == Transport.TCP
                        && (address.equals(route.control.getAddress()) || address.equals(route.hello.getAddress())));
    }
}
