package org.qgate.agent.network;

/**
 * What ties a link's SAs and policies to its virtual interface.
 *
 * @param interfaceIndex of an interface that protects what is routed into it, 0 for none
 * @param interfaceId of an XFRM interface, 0 for none
 * @param mark of packets through a VTI, 0 for none
 */
public record TunnelBinding(int interfaceIndex, int interfaceId, int mark) {
    /** No interface, or one that is only a place for addresses. */
    public static final TunnelBinding NONE = new TunnelBinding(0, 0, 0);
}
