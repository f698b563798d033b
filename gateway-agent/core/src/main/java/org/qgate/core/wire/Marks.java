package org.qgate.core.wire;

/**
 * Where an end stands in the key stream, as told in a HELLO.
 *
 * @param ownData highest DATA block that it may have leased, -1 for none
 * @param ownControl the same of CONTROL
 * @param seenData highest DATA block that it may have seen the peer lease
 * @param seenControl the same of CONTROL
 * @param seenBootstrap the same of BOOTSTRAP
 */
public record Marks(long ownData, long ownControl, long seenData, long seenControl, long seenBootstrap) {}
