package org.qgate.engine.cipher;

import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.memory.LockedBytes;

/** Encapsulates packets in tunnel mode. */
public final class OutboundSa extends SecurityAssociation {

    private static final long SHORT_SEQUENCE_MAX = 0xFFFF_FFFFL;

    private final TunnelHeader header;
    private final EspAlgorithm algorithm;
    private final long sequenceMax;
    private long sequence;

    OutboundSa(SaParameters parameters, LockedBytes key, long nowNanos) {
        this(parameters, CipherLibrary.best(), key, nowNanos);
    }

    OutboundSa(SaParameters parameters, CipherLibrary library, LockedBytes key, long nowNanos) {
        super(parameters, library, key, nowNanos);
        this.header = new TunnelHeader(parameters.tunnel());
        this.algorithm = parameters.algorithm();
        this.sequenceMax = parameters.sequence().extended() ? Long.MAX_VALUE : SHORT_SEQUENCE_MAX;
    }

    /** Bytes of the outer packet around an inner one. */
    public int outerBytes(int innerBytes) {
        return header.bytes() + algorithm.espBytes(innerBytes);
    }

    /** The longest inner packet whose outer one is no longer than {@code outerBytesMax}. */
    public int innerBytesMax(int outerBytesMax) {
        return algorithm.payloadBytesMax(outerBytesMax - header.bytes());
    }

    /**
     * Makes the outer packet.
     *
     * @param inner a well-formed IP packet at {@code innerOffset}, with {@link #PLAIN_HEADROOM_BYTES} bytes in front and
     *     {@link #PLAIN_TAILROOM_BYTES} behind that are overwritten
     * @param out receives IP header, UDP header if any, and ESP; another array than {@code inner}
     * @return the outer packet's length, or the negative code of a {@link DropReason}
     */
    public int encapsulate(byte[] inner, int innerOffset, int innerLength, byte[] out, int outOffset, long nowNanos) {
        int outerBytes = outerBytes(innerLength);
        if (outerBytes > IpHeader.PACKET_BYTES_MAX) {
            return DropReason.TOO_BIG.code();
        }
        int version = IpHeader.version(inner, innerOffset);
        int padding = writeTrailer(inner, innerOffset + innerLength, innerLength, version);
        int espOffset = outOffset + header.bytes();
        synchronized (this) {
            int refusal = sequence >= sequenceMax ? DropReason.SA_EXPIRED.code() : refusal(nowNanos);
            if (refusal < 0) {
                return refusal;
            }
            sequence++;
            meter().count(innerLength, nowNanos);
            NetworkOrder.putInt(out, espOffset, parameters().spi());
            NetworkOrder.putInt(out, espOffset + Integer.BYTES, (int) sequence);
            transform().seal(inner, innerOffset, innerLength + padding + 2, out, espOffset, sequence);
        }
        header.write(
                out,
                outOffset,
                outerBytes - header.bytes(),
                IpHeader.trafficClass(inner, innerOffset),
                IpHeader.forbidsFragmentation(inner, innerOffset));
        return outerBytes;
    }

    private int writeTrailer(byte[] inner, int end, int innerLength, int version) {
        int padding = algorithm.paddingBytes(innerLength);
        for (int i = 0; i < padding; i++) {
            inner[end + i] = (byte) (i + 1);
        }
        inner[end + padding] = (byte) padding;
        inner[end + padding + 1] = (byte) (version == 4 ? IpHeader.PROTOCOL_IPV4 : IpHeader.PROTOCOL_IPV6);
        return padding;
    }

    @Override
    synchronized long sequence() {
        return sequence;
    }
}
