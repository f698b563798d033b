package org.qgate.agent.tcp;

/**
 * What one port saw since it was opened.
 *
 * @param open connections from peers that stand now
 * @param refused connections closed at once: from an address where no peer is, or too many
 * @param badLengths connections closed since no message has the length that was told
 * @param dropped messages that found too many waiting in front of them
 */
public record TcpCounts(int open, long refused, long badLengths, long dropped) {}
