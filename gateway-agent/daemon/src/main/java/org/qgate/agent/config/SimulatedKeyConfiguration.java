package org.qgate.agent.config;

import java.nio.file.Path;

/**
 * The simulated key source, not for production.
 *
 * @param seedFile shared by both ends
 * @param bitsPerSecond of the whole link; each end may draw half
 * @param poolBitsMax most bits that wait for this end
 */
public record SimulatedKeyConfiguration(Path seedFile, long bitsPerSecond, long poolBitsMax) {}
