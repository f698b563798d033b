package org.qgate.simulator.evaluation;

/**
 * A combination of Table III.
 *
 * @param installedSas inbound SAs of the window
 * @param intervalMillis wanted time between two key changes
 * @param kilobitsPerSecond payload that the UDP application sends
 */
public record Cell(int installedSas, int intervalMillis, int kilobitsPerSecond) {
    @Override
    public String toString() {
        return installedSas + " SAs, " + intervalMillis + " ms, " + kilobitsPerSecond + " kbit/s";
    }
}
