/**
 * The rekeying protocol's two UDP ports: one socket for each local address and port, shared by its links.
 *
 * <p>Start at {@link org.qgate.agent.udp.UdpPort}.
 */
@NullMarked
package org.qgate.agent.udp;

import org.jspecify.annotations.NullMarked;
