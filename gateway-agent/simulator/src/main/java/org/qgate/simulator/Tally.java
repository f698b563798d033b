package org.qgate.simulator;

/** What a run counts. */
final class Tally {
    long packetsSent;
    long packetsHeldBack;
    long packetsDelivered;
    long packetsDeciphered;
    /** Delivered under an SA that a stepped clock or a hand took away before its time. */
    long packetsExcused;

    long controlBytes;
    long forgeries;
    long crashes;
    long keyChanges;
}
