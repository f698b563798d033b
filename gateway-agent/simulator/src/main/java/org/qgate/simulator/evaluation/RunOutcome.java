package org.qgate.simulator.evaluation;

/**
 * What one run of a cell counted.
 *
 * @param packets of the UDP application
 * @param keyChanges of the end that sends them
 * @param wantedChanges how many its interval asks for
 * @param resets at both ends, beside the first of each
 * @param controlBitsPerSecond of both directions, headers included
 * @param inboundSasMax most inbound SAs that stood at the receiver
 */
public record RunOutcome(
        Packets packets,
        long keyChanges,
        double wantedChanges,
        long resets,
        double controlBitsPerSecond,
        int inboundSasMax) {
    /**
     * Packets of a run.
     *
     * @param sent by the application
     * @param heldBack at the sender for want of a key
     * @param queueDrops dropped by the full queue in front of the channel
     * @param received at the other end
     * @param deciphered there
     */
    public record Packets(long sent, long heldBack, long queueDrops, long received, long deciphered) {
        double decipheredOfSent() {
            return sent == 0 ? 0 : (double) deciphered / sent;
        }

        double outOfSyncOfReceived() {
            return received == 0 ? 0 : (double) (received - deciphered) / received;
        }
    }
}
