package org.qgate.core.wire;

/**
 * What both ends of a link must be configured alike; compared when they greet each other.
 *
 * @param suiteCode number of the ESP algorithms
 * @param selectors stands for the traffic that the link protects, as its LOW end sees it; 0 where nobody said
 */
public record Terms(int suiteCode, long selectors) {}
