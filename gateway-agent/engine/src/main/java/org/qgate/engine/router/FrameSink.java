package org.qgate.engine.router;

import org.qgate.linux.tun.VirtioNetHdr;

/** Takes frames whose Ethernet header lies apart from the rest. */
@FunctionalInterface
public interface FrameSink {

    /** Negative when it did not take the frame. */
    int write(VirtioNetHdr header, byte[] front, byte[] packet, int offset, int length);
}
