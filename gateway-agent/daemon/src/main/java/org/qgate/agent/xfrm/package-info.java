/**
 * The data plane of Linux: the core's SA effects to the kernel's XFRM, and its reports back.
 *
 * <p>Per link and selector there are block policies (OUT, IN, FWD) that stand before the first SA and outlive the agent, and in
 * front of them protecting policies; the OUT one names the SPI of the SA in use, so changing that SPI changes the key with the very
 * next packet. Uses {@code linux.xfrm}. Start at {@link org.qgate.agent.xfrm.XfrmDataPlane}.
 */
@NullMarked
package org.qgate.agent.xfrm;

import org.jspecify.annotations.NullMarked;
