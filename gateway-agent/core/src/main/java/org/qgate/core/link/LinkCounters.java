package org.qgate.core.link;

/** What a link counts from its start; plain fields, since one thread owns them. */
final class LinkCounters {
    long keyChanges;
    long deadlinesMissed;
    long resets;
    long epochsConfirmed;
    long outboundVoids;
    long inboundVoids;
    long keyMismatches;
    long messagesSent;
    long messagesReceived;
    long messagesMalformed;
    long messagesNotAuthentic;
    long messagesReplayed;
    long messagesStale;
    long offersSent;
    long offersRepeated;
    long offersRefused;
    long creditsSent;
    long blocksLeased;
    long blocksAccepted;
    long controlKeyChanges;
    long inboundInstalled;
    long inboundRetired;
}
