package org.qgate.agent.config;

import java.nio.file.Path;

/**
 * The control socket and who may use it.
 *
 * @param socket its path
 * @param group whose members may do everything
 * @param wbemUser who may not remove or tear down
 */
public record ControlConfiguration(Path socket, String group, String wbemUser) {}
