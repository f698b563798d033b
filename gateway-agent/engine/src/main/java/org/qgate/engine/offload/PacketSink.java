package org.qgate.engine.offload;

import org.qgate.linux.tun.VirtioNetHdr;

/** Takes packets for the inner side. */
@FunctionalInterface
public interface PacketSink {

    /** Takes one; the array is the caller's again afterwards. */
    void take(VirtioNetHdr header, byte[] packet, int offset, int length);
}
