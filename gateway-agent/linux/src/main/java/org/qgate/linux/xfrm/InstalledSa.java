package org.qgate.linux.xfrm;

import java.util.Optional;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.NetlinkMessage;

/**
 * An SA as the kernel has it, counters included, keys excluded: their bytes are skipped when the message is read.
 *
 * @param info addresses, limits, counters, refused packets
 * @param ciphers algorithms by the kernel's names
 * @param sequences replay state
 * @param details the rest
 */
public record InstalledSa(XfrmUsersaInfo info, Ciphers ciphers, Sequences sequences, Details details) {

    /**
     * Algorithm attributes without keys.
     *
     * @param aead {@code XFRMA_ALG_AEAD}
     * @param cipher {@code XFRMA_ALG_CRYPT}
     * @param integrity {@code XFRMA_ALG_AUTH_TRUNC}
     */
    public record Ciphers(Optional<XfrmAlgoAead> aead, Optional<XfrmAlgo> cipher, Optional<XfrmAlgoAuth> integrity) {}

    /**
     * Replay state, of either form.
     *
     * @param outbound last sequence number sent, 0 for none
     * @param inbound highest sequence number received, 0 for none
     * @param window packets of the replay window
     */
    public record Sequences(long outbound, long inbound, int window) {}

    /**
     * Rarer attributes.
     *
     * @param extraFlags bits of {@link XfrmStateFlags} that begin with {@code EXTRA}
     * @param mark its mark, {@link XfrmMark#NONE} for none
     * @param interfaceId id of an XFRM interface, 0 for none
     * @param lastUsedSeconds when it last served a packet, seconds since 1970, 0 for never or not told
     * @param offload the card that works for it
     * @param encapsulation ESP in UDP
     * @param direction as stated when it was installed, 0 for not: a number of {@link XfrmSaDirection}
     */
    public record Details(
            int extraFlags,
            XfrmMark mark,
            int interfaceId,
            long lastUsedSeconds,
            Optional<XfrmUserOffload> offload,
            Optional<XfrmEncapTmpl> encapsulation,
            int direction) {}

    /** Its algorithm, when it is one of ours. */
    public Optional<XfrmAlgorithm> algorithm() {
        return XfrmAlgorithm.of(ciphers);
    }

    /** What deletes it. */
    public XfrmSaKey key() {
        return new XfrmSaKey(info.id(), info.source(), details.mark());
    }

    /** Reads NEWSA and UPDSA. */
    static InstalledSa read(NetlinkMessage message) throws MalformedMessageException {
        return read(message, 0, XfrmUsersaInfo.SIZE);
    }

    /** Reads an SA at {@code infoOffset} of the payload, whose attributes start at {@code attributesOffset}. */
    static InstalledSa read(NetlinkMessage message, int infoOffset, int attributesOffset)
            throws MalformedMessageException {
        XfrmUsersaInfo info = XfrmUsersaInfo.read(message.payload(), infoOffset);
        SaAttributes attributes = new SaAttributes(info);
        attributes.readAll(new AttributeCursor(message.payload().position(attributesOffset)));
        return attributes.toSa();
    }
}
