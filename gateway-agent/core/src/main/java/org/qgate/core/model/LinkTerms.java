package org.qgate.core.model;

/**
 * What the two ends of an epoch agree on.
 *
 * @param suite the ESP algorithms
 * @param selectors stands for the traffic that the link protects, as its LOW end sees it
 */
public record LinkTerms(Suite suite, long selectors) {}
