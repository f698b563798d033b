package org.qgate.core.link;

import java.util.OptionalLong;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;

/**
 * What a link looks like at one moment; free of secrets.
 *
 * @param parameters the configuration
 * @param state how it stands
 * @param epoch the epoch in force, 0 before the first
 * @param version of the protocol in that epoch, 0 before the first
 * @param periodNanos the wanted key period
 * @param outbound what this end sends
 * @param inbound what this end receives
 * @param messages counts of control messages
 * @param keys counts of key bits
 * @param marks what is on stable storage
 * @param resets resets started by this end
 * @param controlPort how the control port is protected
 * @param lastHeardNanos when the peer was last heard, in the clock of the events; 0 before
 */
public record LinkSnapshot(
        LinkParameters parameters,
        LinkState state,
        long epoch,
        int version,
        long periodNanos,
        Outbound outbound,
        Inbound inbound,
        Messages messages,
        Keys keys,
        LinkMarks marks,
        long resets,
        ControlPort controlPort,
        long lastHeardNanos) {

    /**
     * The outbound direction.
     *
     * @param currentEpoch epoch of the SA in use, 0 if none
     * @param currentIndex its index
     * @param currentSpi its SPI
     * @param currentAgeNanos how long it has been in use
     * @param keyChanges switches since the start
     * @param meanPeriodNanos mean of the last ones, 0 if unknown
     * @param deadlinesMissed deadlines at which no switch happened
     * @param voids indexes passed over
     * @param creditTop highest credited index
     * @param offeredTop highest offered index
     * @param residentSas SAs in the kernel
     */
    public record Outbound(
            long currentEpoch,
            long currentIndex,
            int currentSpi,
            long currentAgeNanos,
            long keyChanges,
            long meanPeriodNanos,
            long deadlinesMissed,
            long voids,
            long creditTop,
            long offeredTop,
            int residentSas) {}

    /**
     * The inbound direction.
     *
     * @param senderIndex the index that the peer is known to use
     * @param currentSpi its SPI, 0 if unknown
     * @param topIndex highest index credited to the peer
     * @param retirementPoint all up to this index are gone
     * @param voids indexes declared void
     * @param residentSas SAs in the kernel, of all epochs
     * @param installed SAs installed since the start
     * @param retired SAs retired since the start
     */
    public record Inbound(
            long senderIndex,
            int currentSpi,
            long topIndex,
            long retirementPoint,
            long voids,
            int residentSas,
            long installed,
            long retired) {}

    /**
     * Control messages since the start.
     *
     * @param sent sent
     * @param received taken
     * @param malformed not messages of this version
     * @param notAuthentic with a wrong tag
     * @param replayed seen before
     * @param stale of another epoch, or overtaken
     * @param offersRepeated offers sent again
     * @param roundTripNanos smoothed round trip time, 0 if unknown
     */
    public record Messages(
            long sent,
            long received,
            long malformed,
            long notAuthentic,
            long replayed,
            long stale,
            long offersRepeated,
            long roundTripNanos) {}

    /**
     * Key bits since the start.
     *
     * @param blocksLeased blocks that this end leased
     * @param blocksAccepted DATA blocks of the peer that this end took over
     * @param bitsUsed bits of both
     * @param mismatches confirmations that failed
     * @param controlKeyChanges changes of the message key
     * @param poolBits bits ready at the key source
     * @param poolBitsPerSecond rate at which they come in
     * @param living keys in the ledger
     */
    public record Keys(
            long blocksLeased,
            long blocksAccepted,
            long bitsUsed,
            long mismatches,
            long controlKeyChanges,
            long poolBits,
            long poolBitsPerSecond,
            int living) {}

    /**
     * AH on the control port.
     *
     * @param agreed whether the epoch in force has it
     * @param outboundIndex index of the SA that messages leave under, 0 while they leave without
     * @param inboundSas SAs that take what comes in
     * @param paused whether messages leave without for a while, since it did not stay in force time and again
     */
    public record ControlPort(boolean agreed, long outboundIndex, int inboundSas, boolean paused) {
        /** Without AH. */
        public static final ControlPort NONE = new ControlPort(false, 0, 0, false);
    }

    /**
     * What the period follows.
     *
     * @param wantedPeriodNanos the period if there are keys enough
     * @param dataBitsPerSecond data rate of what leaves, 0 if unknown
     * @param untilEmptyNanos until the pool is empty, if it sinks
     */
    public record Economy(long wantedPeriodNanos, long dataBitsPerSecond, OptionalLong untilEmptyNanos) {}
}
