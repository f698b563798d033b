package org.qgate.lab.rivals;

/**
 * What became of a flood of packets.
 *
 * @param carriedPerSecond came out of the tunnel at its far end: what the gateways do
 * @param readPerSecond of those, what the receiving program read before its socket was full, which depends on how much of a
 *     processor the others leave to it
 */
public record FloodResult(double carriedPerSecond, double readPerSecond) {}
