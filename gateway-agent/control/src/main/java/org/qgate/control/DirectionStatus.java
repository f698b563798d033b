package org.qgate.control;

/**
 * One direction of a link. Counters run since the agent started and survive key changes and epochs.
 *
 * @param currentIndex index of the key in use, 0 before the first
 * @param creditTop outbound: highest index that the peer has installed; inbound: highest that we granted; 0 before the first
 * @param windowFill SAs of this direction that are installed now
 * @param keyChanges switches to a new key
 * @param periodMillis wanted time between two key changes; of an inbound direction 0 while the peer has not told it
 * @param meanPeriodMillis real mean over the last changes in a row, 0 before the second
 * @param deadlinesMissed key changes that did not happen in their period
 * @param voids indexes that were given up on
 * @param keyBitsUsed bits drawn from the key source for this direction, voids included
 * @param bytes carried, as the kernel counts them, all SAs together
 * @param dataBitsPerKeyBit data bits carried per key bit used (dpk), 0 before the first key
 */
public record DirectionStatus(
        long currentIndex,
        long creditTop,
        int windowFill,
        long keyChanges,
        double periodMillis,
        double meanPeriodMillis,
        long deadlinesMissed,
        long voids,
        long keyBitsUsed,
        long bytes,
        double dataBitsPerKeyBit) {}
