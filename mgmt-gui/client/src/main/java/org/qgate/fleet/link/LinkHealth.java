package org.qgate.fleet.link;

/**
 * What a gateway says of one of its links now.
 *
 * @param link name
 * @param peer name of the other gateway
 * @param state in lower case, for example {@code up}
 * @param suite algorithms in use
 * @param epoch the running epoch; 0 before the first
 * @param periodMillis wanted time between two key changes
 * @param meanPeriodMillis measured time between the last key changes; 0 before the second
 * @param alarms raised now
 */
public record LinkHealth(
        String link,
        String peer,
        String state,
        String suite,
        long epoch,
        long periodMillis,
        double meanPeriodMillis,
        long alarms) {}
