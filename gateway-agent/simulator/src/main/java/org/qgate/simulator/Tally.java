package org.qgate.simulator;

/** What a run counts. */
final class Tally {
    long packetsSent;
    long packetsHeldBack;
    long packetsDelivered;
    long packetsDeciphered;
    long controlBytes;
    long forgeries;
    long crashes;
    long keyChanges;
}
