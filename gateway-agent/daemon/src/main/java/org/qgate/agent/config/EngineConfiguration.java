package org.qgate.agent.config;

import java.nio.file.Path;

/**
 * The embedded engine.
 *
 * @param program a path, or the name of a program beside the agent's own
 * @param start whether the agent starts and ends it; else somebody else does
 * @param socket where it serves PF_KEY
 * @param tun name of its interface on the inner side
 * @param linkMtu bytes that the outer interface carries
 * @param capacity SAs per direction, 0 for as many as the links need
 * @param table routing table of what it protects
 * @param preference of the first of three rules that lead there
 */
public record EngineConfiguration(
        String program, boolean start, Path socket, String tun, int linkMtu, int capacity, int table, int preference) {}
