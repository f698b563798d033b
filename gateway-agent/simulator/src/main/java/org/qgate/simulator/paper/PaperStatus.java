package org.qgate.simulator.paper;

/**
 * How an end stands.
 *
 * @param sending whether packets leave under a key
 * @param periodNanos its key period
 * @param residentInbound inbound SAs it has installed
 * @param counts what it counted since its start
 */
public record PaperStatus(boolean sending, long periodNanos, int residentInbound, Counts counts) {
    /**
     * Counts since the start.
     *
     * @param keyChanges switches of the outbound SA
     * @param resets resets begun as master
     * @param installs inbound SAs installed
     * @param messagesReceived messages taken
     * @param datagramsSent datagrams and segments sent
     * @param refused datagrams and segments that AH refused
     */
    public record Counts(
            long keyChanges, long resets, long installs, long messagesReceived, long datagramsSent, long refused) {}
}
