package org.qgate.control;

import java.util.Objects;

/**
 * How far the numbered blocks of one direction and channel are durably marked as used.
 *
 * @param block highest block number that counts as used after a restart, -1 before the first
 */
public record KeyMark(Direction direction, Channel channel, long block) {
    public KeyMark {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(channel, "channel");
    }
}
