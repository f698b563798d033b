/**
 * The rekeying protocol's ports over UDP.
 *
 * <p>Start at {@link org.qgate.agent.udp.UdpPort}.
 */
@NullMarked
package org.qgate.agent.udp;

import org.jspecify.annotations.NullMarked;
