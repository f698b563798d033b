package org.qgate.control;

import java.util.Objects;

/**
 * How a link spends the keys of what it sends.
 *
 * @param onStarvation what it does when keys run out: {@code hold}, {@code stretch} or {@code block}
 * @param dataBitsPerKeyBitWanted ratio by which the period follows the data rate, 0: it does not
 * @param wantedPeriodMillis time between two key changes if there are keys enough
 * @param periodMillis the same as it is kept now; longer while the key source sustains no more
 * @param dataBitsPerSecond data rate of what the link sends, 0 while it is not known
 */
public record KeyUseStatus(
        String onStarvation,
        long dataBitsPerKeyBitWanted,
        double wantedPeriodMillis,
        double periodMillis,
        long dataBitsPerSecond) {
    public KeyUseStatus {
        Objects.requireNonNull(onStarvation, "onStarvation");
    }
}
