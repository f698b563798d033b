package org.qgate.core.port;

/** Something that an operator or a monitoring system may want to know; every text is free of secrets. */
public sealed interface LinkNotice {
    /**
     * Both ends agree on a new epoch.
     *
     * @param epoch which
     * @param version of the protocol in it
     */
    record EpochConfirmed(long epoch, int version) implements LinkNotice {}

    /**
     * The peer's HELLOs come in a lower version only, though both ends speak a newer one.
     *
     * @param version of the HELLOs that come
     * @param newestOfBoth which is not gone below
     */
    record VersionHeldBack(int version, int newestOfBoth) implements LinkNotice {}

    /** Packets leave under a key of this epoch for the first time. */
    record TrafficProtected(long epoch) implements LinkNotice {}

    /** Nothing was heard for the suspend time; keys stay as they are. */
    record PeerSilent(long silentMillis) implements LinkNotice {}

    /** The peer speaks again in the same epoch. */
    record PeerHeard() implements LinkNotice {}

    /** No key was ready at a deadline; the current one is held. */
    record Starved(String reason) implements LinkNotice {}

    /** Keys flow again after a starvation. */
    record Nourished() implements LinkNotice {}

    /** The period is longer than wanted, since the key source sustains no more. */
    record PeriodStretched(long wantedNanos, long periodNanos) implements LinkNotice {}

    /** The period is as wanted again. */
    record PeriodRestored(long periodNanos) implements LinkNotice {}

    /** The key pool will be empty soon. */
    record PoolRunsDry(long emptyInNanos) implements LinkNotice {}

    /** The key pool will last. */
    record PoolRecovered() implements LinkNotice {}

    /** The current key reached its limit without a successor: nothing leaves. */
    record OutboundBlocked(String reason) implements LinkNotice {}

    /** The two ends hold different bits under one name: an alarm; the range is void. */
    record KeyMismatched(long epoch, long firstIndex, int count) implements LinkNotice {}

    /**
     * Packets under the link's SAs were refused since their ICV was wrong: an alarm.
     *
     * @param failures so many lately
     * @param othersDecipher whether others are taken, so that the two ends do use the same keys
     * @param meaning what that is a sign of
     */
    record PacketsRefused(long failures, boolean othersDecipher, String meaning) implements LinkNotice {}

    /** An index will never be used. */
    record IndexVoided(long epoch, long index, boolean inbound, String reason) implements LinkNotice {}

    /** Messages to the peer's control port leave under AH again, or for the first time in this epoch. */
    record ControlPortProtected(long epoch, long index) implements LinkNotice {}

    /** Messages to the peer's control port leave without AH until the next key of the control channel is in use. */
    record ControlPortExposed(String reason) implements LinkNotice {}

    /** An AH SA of the control port was refused: its key is void, and another one is tried. */
    record ControlSaVoided(long epoch, long index, boolean inbound, String reason) implements LinkNotice {}

    /** A peer message was dropped for a reason that somebody must look into. */
    record PeerRefused(String reason) implements LinkNotice {}

    /** The two ends are configured differently: an alarm at both; no epoch is agreed on before that is mended. */
    record ParametersDiffer(String parameter, String here, String atPeer) implements LinkNotice {}

    /** The peer says why it gave up indexes of what this end sends. */
    record PeerFailed(long epoch, long firstIndex, int count, String reason) implements LinkNotice {}

    /** The peer left the link in order; this end waits for its next HELLO. */
    record PeerClosed() implements LinkNotice {}

    /** This end starts a new epoch. */
    record ResetStarted(long epoch, String reason) implements LinkNotice {}

    /** A wanted reset must wait: the hourly budget is spent. */
    record ResetDeferred(String reason) implements LinkNotice {}

    /** The peer's marks are above ours: our disk is older than our past; everything below is void. */
    record OldStateDetected(String detail) implements LinkNotice {}

    /** The marks could not be written. */
    record StorageFailed(String reason) implements LinkNotice {}
}
