package org.qgate.core.model;

/**
 * Packets that a kernel or engine has counted.
 *
 * @param deciphered taken
 * @param integrityFailures refused since their ICV was wrong
 */
public record PacketCount(long deciphered, long integrityFailures) {}
