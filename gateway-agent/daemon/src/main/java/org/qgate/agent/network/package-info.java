/**
 * Addresses and routes that come and go with a link, over rtnetlink.
 *
 * <p>Start at {@link org.qgate.agent.network.LinkNetworkProgrammer}.
 */
@NullMarked
package org.qgate.agent.network;

import org.jspecify.annotations.NullMarked;
