package org.qgate.core.port;

import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.secret.SecretBytes;

/**
 * What a link wants done, in order. Secrets in an effect stay the core's; they are valid until the answering event
 * has been handled.
 */
public sealed interface LinkEffect {
    /** Sends a datagram to the peer; may be lost. */
    record SendDatagram(ControlPort port, byte[] bytes) implements LinkEffect {}

    /**
     * Asks the key source for blocks of this end's parity; answered by {@code KeysDrawn} or {@code DrawFailed}.
     *
     * @param channel for what
     * @param fromNumber lowest block number that is acceptable, of this end's parity
     * @param count how many at the most
     * @param blockBytes bytes of a block
     */
    record DrawKeys(Channel channel, long fromNumber, int count, int blockBytes) implements LinkEffect {}

    /**
     * Asks the key source for a block that the peer leased; answered by {@code KeyFetched} or {@code FetchFailed}.
     *
     * @param block which one
     * @param blockBytes bytes of it
     */
    record FetchKey(KeyBlock block, int blockBytes) implements LinkEffect {}

    /** Installs an inbound SA; answered by {@code InboundInstalled} or {@code InboundRefused}. */
    record InstallInbound(SaName sa, int spi, Suite suite, SecretBytes key, SaLimits limits) implements LinkEffect {}

    /** Installs an outbound SA that no packet uses yet; answered by {@code OutboundInstalled} or {@code OutboundRefused}. */
    record InstallOutbound(SaName sa, int spi, Suite suite, SecretBytes key, SaLimits limits) implements LinkEffect {}

    /** Makes an installed outbound SA the one in use; answered by {@code OutboundSwitched} or {@code SwitchRefused}. */
    record SwitchOutbound(SaName sa, int spi) implements LinkEffect {}

    /** Deletes an inbound SA; no answer, an absent one is not an error. */
    record DeleteInbound(SaName sa, int spi) implements LinkEffect {}

    /** Deletes an outbound SA; no answer, an absent one is not an error. */
    record DeleteOutbound(SaName sa, int spi) implements LinkEffect {}

    /**
     * Installs an AH SA for the control port; no message leaves under it yet. Answered by {@code ControlSaInstalled} or {@code
     * ControlSaRefused}.
     *
     * @param sa its name, of channel CONTROL
     * @param inbound whether it is for what comes in
     * @param spi its SPI
     * @param key 32 bytes for HMAC-SHA-256-128
     * @param limits when it ends by itself
     */
    record InstallControlSa(SaName sa, boolean inbound, int spi, SecretBytes key, SaLimits limits)
            implements LinkEffect {}

    /**
     * Lets messages to the peer's control port leave under an installed AH SA from now on; answered by {@code
     * ControlProtected} or {@code ControlProtectionRefused}.
     */
    record ProtectControl(SaName sa, int spi) implements LinkEffect {}

    /** Lets messages to the peer's control port leave without AH; no answer. */
    record ExposeControl() implements LinkEffect {}

    /** Deletes an AH SA of the control port; no answer, an absent one is not an error. */
    record DeleteControlSa(SaName sa, boolean inbound, int spi) implements LinkEffect {}

    /**
     * Compares the inbound SAs of the link that should stand with those that do; each that is gone is told by {@code
     * SaExpired}, else there is no answer.
     */
    record VerifyInbound() implements LinkEffect {}

    /**
     * Lets no packet of the link out until the next switch (decision 8: fail closed); answered by {@code OutboundBlocked} or
     * {@code BlockRefused}.
     */
    record BlockOutbound(String why) implements LinkEffect {}

    /** Deletes the SAs that a crashed predecessor of this agent left for the link; they carried traffic until now. */
    record DeletePredecessors() implements LinkEffect {}

    /** A reset starts since keys differ or an operator asks: the key source may bring its two ends in step again. */
    record ResynchronizeKeys() implements LinkEffect {}

    /** Writes marks to stable storage; answered by {@code MarksPersisted} or {@code MarksPersistFailed}. */
    record PersistMarks(LinkMarks marks) implements LinkEffect {}

    /**
     * Adds a line to the audit ledger.
     *
     * @param block whose bits
     * @param sa what they are for
     * @param fate what became of them
     * @param bits how many they are
     */
    record RecordKey(KeyBlock block, SaName sa, KeyFate fate, int bits) implements LinkEffect {}

    /** The peer's agent says something of a change of the link's configuration. */
    record ChangeHeard(ChangeNews news) implements LinkEffect {}

    /** Tells operators and monitoring. */
    record Report(LinkNotice notice) implements LinkEffect {}
}
