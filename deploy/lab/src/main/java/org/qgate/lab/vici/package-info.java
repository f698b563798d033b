/**
 * What little of strongSwan's VICI protocol (its README.md in src/libcharon/plugins/vici) a loop of rekeyings needs.
 *
 * <p>Uses the JDK only. Start at {@link org.qgate.lab.vici.ViciClient}.
 */
@NullMarked
package org.qgate.lab.vici;

import org.jspecify.annotations.NullMarked;
