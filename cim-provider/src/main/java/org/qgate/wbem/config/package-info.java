/**
 * The configuration file of the server, read once at the start. {@code reference.conf} describes every setting; start at {@link
 * org.qgate.wbem.config.SettingsReader}.
 */
@NullMarked
package org.qgate.wbem.config;

import org.jspecify.annotations.NullMarked;
