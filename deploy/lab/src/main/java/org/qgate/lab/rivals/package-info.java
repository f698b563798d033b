/**
 * Data planes in user space side by side: ours, strongSwan's, WireGuard's, and the bare cable, each between two network
 * namespaces of the host. {@code deploy/lab/rivals.sh} sets them up.
 *
 * <p>May use {@code org.qgate.lab.kernel} and {@code org.qgate.linux}. Start with {@link
 * org.qgate.lab.rivals.RivalNetwork}.
 */
@NullMarked
package org.qgate.lab.rivals;

import org.jspecify.annotations.NullMarked;
