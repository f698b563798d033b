package org.qgate.control;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The key source of one link.
 *
 * @param source kind of source, for example {@code simulated}
 * @param forProduction false if the source is for tests and training only
 * @param poolBits ready to be drawn
 * @param poolBitsMax the pool's bound
 * @param rateInBitsPerSecond what the source delivers
 * @param rateOutBitsPerSecond what the link drew lately
 * @param timeToEmptySeconds at these rates; empty if the pool does not sink
 * @param bitsDrawn since the agent started, both directions
 * @param dataBitsPerKeyBit data bits carried per key bit used (dpk), both directions, 0 before the first key
 * @param use how keys are spent
 * @param marks durable marks
 */
public record KeyPoolStatus(
        String link,
        String source,
        boolean forProduction,
        long poolBits,
        long poolBitsMax,
        double rateInBitsPerSecond,
        double rateOutBitsPerSecond,
        OptionalLong timeToEmptySeconds,
        long bitsDrawn,
        double dataBitsPerKeyBit,
        KeyUseStatus use,
        List<KeyMark> marks) {
    public KeyPoolStatus {
        ControlProtocol.requireName("link", link);
        Objects.requireNonNull(timeToEmptySeconds, "timeToEmptySeconds");
        Objects.requireNonNull(use, "use");
        marks = List.copyOf(marks);
    }
}
