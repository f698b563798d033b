package org.qgate.core.port;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.PacketCount;
import org.qgate.core.model.SaName;
import org.qgate.core.secret.SecretBytes;

/** What a link is told. */
public sealed interface LinkEvent {
    /** The agent is ready; the link says HELLO. */
    record Started() implements LinkEvent {}

    /** The time that {@code Link.nextDeadlineNanos} named has come (early or spurious ones are harmless). */
    record DeadlineReached() implements LinkEvent {}

    /**
     * A datagram came in, authentic or not.
     *
     * @param port where it came in
     * @param bytes its payload
     */
    record DatagramReceived(ControlPort port, byte[] bytes) implements LinkEvent {}

    /**
     * Answer to {@link LinkEffect.DrawKeys}: one to as many keys as were asked for, numbers rising.
     *
     * @param channel the channel asked for
     * @param keys the keys, owned by the core from now on
     */
    record KeysDrawn(Channel channel, List<DrawnKey> keys) implements LinkEvent {}

    /**
     * Answer to {@link LinkEffect.DrawKeys}: nothing to be had now; the link asks again later.
     *
     * @param channel the channel asked for
     * @param reason a sentence for the operator
     */
    record DrawFailed(Channel channel, String reason) implements LinkEvent {}

    /**
     * Answer to {@link LinkEffect.FetchKey}.
     *
     * @param block the block asked for
     * @param bits its bits, owned by the core from now on
     */
    record KeyFetched(KeyBlock block, SecretBytes bits) implements LinkEvent {}

    /**
     * Answer to {@link LinkEffect.FetchKey}: not to be had now; the link asks again within bounds.
     *
     * @param block the block asked for
     * @param reason a sentence for the operator
     */
    record FetchFailed(KeyBlock block, String reason) implements LinkEvent {}

    /** The inbound SA stands in the kernel or engine. */
    record InboundInstalled(SaName sa) implements LinkEvent {}

    /** The inbound SA was refused; nothing of it stands. */
    record InboundRefused(SaName sa, String reason) implements LinkEvent {}

    /** The outbound SA stands in the kernel or engine; no packet uses it yet. */
    record OutboundInstalled(SaName sa) implements LinkEvent {}

    /** The outbound SA was refused; nothing of it stands. */
    record OutboundRefused(SaName sa, String reason) implements LinkEvent {}

    /** From now on every packet leaves under this SA. */
    record OutboundSwitched(SaName sa) implements LinkEvent {}

    /** The switch did not happen; packets leave as before. */
    record SwitchRefused(SaName sa, String reason) implements LinkEvent {}

    /** Since a {@link LinkEffect.BlockOutbound} no packet leaves; some may wait in queues that have chosen their SA before. */
    record OutboundBlocked() implements LinkEvent {}

    /** A {@link LinkEffect.BlockOutbound} could not be done; packets may leave as before, as long as their SA stands. */
    record BlockRefused(String reason) implements LinkEvent {}

    /** The AH SA of the control port stands. */
    record ControlSaInstalled(SaName sa) implements LinkEvent {}

    /** The AH SA of the control port was refused; nothing of it stands. */
    record ControlSaRefused(SaName sa, String reason) implements LinkEvent {}

    /** From now on messages to the peer's control port leave under this AH SA. */
    record ControlProtected(SaName sa) implements LinkEvent {}

    /** They do not; they leave as before. */
    record ControlProtectionRefused(SaName sa, String reason) implements LinkEvent {}

    /**
     * The kernel or engine reports a lifetime, or what somebody else did to an SA.
     *
     * @param sa whose
     * @param hard true when it is gone or no longer as it was installed, false when it comes near its end
     */
    record SaExpired(SaName sa, boolean hard) implements LinkEvent {}

    /**
     * What the kernel or engine has counted of the packets that came in since the agent started; told about once a
     * second. Anybody who can send packets raises the failures, so they are no proof.
     *
     * @param all packets under the link's SAs, those that are gone included
     * @param suspicious failures under SAs of which no packet ever deciphered: the one of {@code sa} and those gone
     * @param missing packets without an SA, of the whole host
     * @param sa the inbound SA that the peer is known to use, if any stands
     * @param ofSa packets under that SA
     */
    record InboundCounted(
            PacketCount all,
            long suspicious,
            long missing,
            @Nullable SaName sa,
            PacketCount ofSa) implements LinkEvent {}

    /**
     * What the kernel or engine has counted of the packets that left.
     *
     * @param bytes under the link's SAs since the agent started
     */
    record OutboundCounted(long bytes) implements LinkEvent {}

    /** The marks are on stable storage. */
    record MarksPersisted(LinkMarks marks) implements LinkEvent {}

    /** The marks could not be written; nothing beyond the old ones may be used. */
    record MarksPersistFailed(String reason) implements LinkEvent {}

    /**
     * The key source reports.
     *
     * @param bitsAvailable bits ready for this end's draws
     * @param bitsPerSecond rate at which they come in
     */
    record PoolReported(long bitsAvailable, long bitsPerSecond) implements LinkEvent {}

    /** An operator sets the key period of what this end sends, 1 ms to 54 s. */
    record PeriodSet(long periodNanos) implements LinkEvent {
        /** Refuses a period outside 1 ms to 54 s. */
        public PeriodSet {
            LinkTimers.requirePeriod(periodNanos);
        }
    }

    /**
     * What the next epochs are to agree on; the one in force stays as it is until there is another one.
     *
     * @param proposed what this end proposes
     * @param acceptedToo what it agrees to besides that, while the two ends are being changed
     */
    record TermsSet(LinkTerms proposed, Optional<LinkTerms> acceptedToo) implements LinkEvent {}

    /** Tells the peer's agent of a change of the link's configuration; lost where no epoch is in force. */
    record ChangeTold(ChangeNews news) implements LinkEvent {}

    /** Nothing leaves any more; the link's messages go on, so that the two ends come to know what holds for both. */
    record TrafficHeld() implements LinkEvent {}

    /** Traffic that was held leaves again, as soon as a key stands for it. */
    record TrafficReleased() implements LinkEvent {}

    /** An operator asks for a new epoch. */
    record ResetRequested() implements LinkEvent {}

    /** Orderly stop: SAs go, unused keys are destroyed; block rules are not the core's and stay. */
    record StopRequested() implements LinkEvent {}
}
