/**
 * The data plane behind PF_KEY: the core's SA effects to a kernel's AF_KEY or to an engine's Unix socket, and reports back.
 *
 * <p>Policies of PF_KEY name no SPI, so every outbound SA has a reqid of its own (a generation) and the OUT policy of level UNIQUE
 * names that; changing it changes the key with the next packet. There is one policy per selector and direction, because PF_KEY cannot
 * keep two: it discards until the first switch, then protects. Uses {@code linux.pfkey}. Start at {@link
 * org.qgate.agent.pfkey.PfkeyDataPlane}.
 */
@NullMarked
package org.qgate.agent.pfkey;

import org.jspecify.annotations.NullMarked;
