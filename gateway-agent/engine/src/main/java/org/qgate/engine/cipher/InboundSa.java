package org.qgate.engine.cipher;

import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.memory.LockedBytes;

/** Decapsulates packets in tunnel mode. */
public final class InboundSa extends SecurityAssociation {

    private static final int NEXT_HEADER_NONE = 59;
    private static final int TRAILER_BYTES = 2;

    private final EspAlgorithm algorithm;
    private final ReplayWindow window;

    InboundSa(SaParameters parameters, LockedBytes key, long nowNanos) {
        this(parameters, CipherLibrary.best(), key, nowNanos);
    }

    InboundSa(SaParameters parameters, CipherLibrary library, LockedBytes key, long nowNanos) {
        super(parameters, library, key, nowNanos);
        this.algorithm = parameters.algorithm();
        this.window = new ReplayWindow(
                parameters.sequence().replayWindowPackets(),
                parameters.sequence().extended());
    }

    /**
     * Checks and decrypts an ESP packet.
     *
     * @param esp from SPI to ICV
     * @param outerTrafficClass of the header that it came in
     * @param plain receives the inner packet at {@code plainOffset}, with {@link #PLAIN_HEADROOM_BYTES} bytes in front that
     *     are overwritten; holds at least {@code espLength} bytes behind
     * @return the inner packet's length, or the negative code of a {@link DropReason}
     */
    public int decapsulate(Esp esp, int outerTrafficClass, byte[] plain, int plainOffset, long nowNanos) {
        int encrypted = esp.length() - EspAlgorithm.ESP_HEADER_BYTES - algorithm.ivBytes() - algorithm.icvBytes();
        if (encrypted < algorithm.alignment() || encrypted % algorithm.alignment() != 0) {
            return DropReason.MALFORMED.code();
        }
        synchronized (this) {
            int refusal = refusal(nowNanos);
            if (refusal < 0) {
                return refusal;
            }
            long sequence = window.infer(NetworkOrder.getInt(esp.bytes(), esp.offset() + Integer.BYTES));
            if (sequence == ReplayWindow.REFUSED) {
                return DropReason.REPLAYED.code();
            }
            if (!transform().open(esp.bytes(), esp.offset(), esp.length(), plain, plainOffset, sequence)) {
                return DropReason.NOT_AUTHENTIC.code();
            }
            window.accept(sequence);
            int inner = innerLength(plain, plainOffset, encrypted);
            if (inner > 0) {
                meter().count(inner, nowNanos);
                return CongestionMark.carryIn(plain, plainOffset, outerTrafficClass)
                        ? inner
                        : DropReason.CONGESTION.code();
            }
            return inner;
        }
    }

    /** Looks at the trailer (RFC 4303 section 3.4.4.1) and at the length that the inner header states. */
    private static int innerLength(byte[] plain, int offset, int decrypted) {
        int nextHeader = NetworkOrder.getByte(plain, offset + decrypted - 1);
        int padding = NetworkOrder.getByte(plain, offset + decrypted - TRAILER_BYTES);
        int payload = decrypted - TRAILER_BYTES - padding;
        if (nextHeader == NEXT_HEADER_NONE) {
            return DropReason.DUMMY.code();
        }
        if (payload <= 0 || !isRightPadding(plain, offset + payload, padding)) {
            return DropReason.BAD_PAYLOAD.code();
        }
        int length = IpHeader.checkedLength(plain, offset, payload);
        int wanted = IpHeader.version(plain, offset) == 4 ? IpHeader.PROTOCOL_IPV4 : IpHeader.PROTOCOL_IPV6;
        return length < 0 || nextHeader != wanted ? DropReason.BAD_PAYLOAD.code() : length;
    }

    private static boolean isRightPadding(byte[] plain, int offset, int padding) {
        for (int i = 0; i < padding; i++) {
            if (plain[offset + i] != (byte) (i + 1)) {
                return false;
            }
        }
        return true;
    }

    @Override
    synchronized long sequence() {
        return window.top();
    }
}
