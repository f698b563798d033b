/**
 * The agent's configuration: HOCON files to validated records.
 *
 * <p>{@code reference.conf} holds every default and says unit and range of each setting. Errors name file and line and what to do.
 * Secrets are not configuration: files are only named here. Start at {@link org.qgate.agent.config.ConfigurationReader}.
 */
@NullMarked
package org.qgate.agent.config;

import org.jspecify.annotations.NullMarked;
