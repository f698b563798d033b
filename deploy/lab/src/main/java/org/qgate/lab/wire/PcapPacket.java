package org.qgate.lab.wire;

import java.nio.ByteBuffer;

/**
 * One captured frame.
 *
 * @param timeNanos since 1970-01-01 UTC
 * @param frame what was captured of it, from its Ethernet header on, in network byte order; read-only
 * @param wireBytes length on the wire
 */
public record PcapPacket(long timeNanos, ByteBuffer frame, int wireBytes) {}
