package org.qgate.control;

import java.util.Objects;

/**
 * SAs of one direction and channel as counters.
 *
 * @param installed in the kernel now
 * @param ahead of the current one
 * @param behind the current one, waiting for retirement
 * @param installedTotal since the agent started
 * @param removedTotal since the agent started
 */
public record WindowStatus(
        Direction direction,
        Channel channel,
        int installed,
        int ahead,
        int behind,
        long installedTotal,
        long removedTotal) {
    public WindowStatus {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(channel, "channel");
    }
}
