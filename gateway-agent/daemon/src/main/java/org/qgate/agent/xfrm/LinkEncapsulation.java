package org.qgate.agent.xfrm;

import org.qgate.agent.config.UdpEncapsulation;
import org.qgate.linux.xfrm.XfrmEncapTmpl;

/**
 * ESP in UDP of one link: our port, and where the peer's port is seen. Where that is, one thread learns from packets that the kernel has
 * authenticated, and another uses for the SAs that come next.
 */
final class LinkEncapsulation {
    private final int localPort;
    private volatile int peerPort;

    LinkEncapsulation(UdpEncapsulation configured) {
        this.localPort = configured.localPort();
        this.peerPort = configured.peerPort();
    }

    int localPort() {
        return localPort;
    }

    int peerPort() {
        return peerPort;
    }

    /** The peer is seen at this port from now on; false when that is no news. */
    boolean seenAt(int port) {
        boolean news = port != peerPort;
        peerPort = port;
        return news;
    }

    XfrmEncapTmpl outbound() {
        return new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, localPort, peerPort);
    }

    XfrmEncapTmpl inbound() {
        return new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, peerPort, localPort);
    }
}
