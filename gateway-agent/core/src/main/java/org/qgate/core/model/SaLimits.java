package org.qgate.core.model;

/**
 * Lifetimes that the kernel or engine keeps without the agent (decision 8).
 *
 * @param softBytes volume after which it reports, so that the sender moves on early
 * @param hardBytes volume after which it drops the SA
 * @param hardUseSeconds seconds from the first packet after which it drops the SA
 * @param hardAddSeconds seconds from the installation after which it drops the SA, used or not
 */
public record SaLimits(long softBytes, long hardBytes, long hardUseSeconds, long hardAddSeconds) {}
