package org.qgate.core.wire;

import org.qgate.core.model.Direction;

/**
 * The 40 bytes in front of every message.
 *
 * @param version of the protocol, of the whole message
 * @param linkTag names the link, see {@link LinkTag}
 * @param direction the direction in which the message travels, which names its sender
 * @param epoch the epoch that it speaks of; for HELLO messages the one proposed
 * @param keyIndex index of the message key it is authenticated with; 0 is the epoch's first
 * @param sequence rises by one with each message of a sender in an epoch, from 1; never restarts under one key
 */
public record Header(int version, long linkTag, Direction direction, long epoch, long keyIndex, long sequence) {}
