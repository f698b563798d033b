package org.qgate.agent.config;

/**
 * ESP in UDP (RFC 3948), for paths on which addresses are translated.
 *
 * @param localPort our UDP port
 * @param peerPort the peer's UDP port; behind a translator, where it is seen may change
 */
public record UdpEncapsulation(int localPort, int peerPort) {}
