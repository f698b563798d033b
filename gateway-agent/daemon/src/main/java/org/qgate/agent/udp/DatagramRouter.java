package org.qgate.agent.udp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.MessageCodec;

/** Finds the link of a datagram by the tag that it carries, and drops what does not come from where that link's peer is. */
public final class DatagramRouter implements DatagramSink {
    private final Map<Long, Route> routes = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent.DatagramReceived> links;

    /**
     * Where a link's datagrams come from.
     *
     * @param link its name
     * @param control of the peer
     * @param hello of the peer
     */
    public record Route(LinkName link, InetSocketAddress control, InetSocketAddress hello) {}

    /** A router that knows no links yet. */
    public DatagramRouter(BiConsumer<LinkName, LinkEvent.DatagramReceived> links) {
        this.links = links;
    }

    /** From now on datagrams with this tag are the link's; from any thread. */
    public void add(long tag, Route route) {
        routes.put(tag, route);
    }

    /** From now on datagrams with this tag are nobody's; from any thread. */
    public void remove(long tag) {
        routes.remove(tag);
    }

    @Override
    public void received(ControlPort port, InetSocketAddress source, byte[] datagram) {
        Route route = routes.get(MessageCodec.linkTag(datagram));
        if (route != null && source.equals(port == ControlPort.HELLO ? route.hello : route.control)) {
            links.accept(route.link, new LinkEvent.DatagramReceived(port, datagram));
        }
    }
}
