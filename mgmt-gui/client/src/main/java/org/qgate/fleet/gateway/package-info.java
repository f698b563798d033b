/**
 * The port to one gateway: {@link org.qgate.fleet.gateway.GatewayClient}. Everything above it can be tested without a network.
 */
@NullMarked
package org.qgate.fleet.gateway;

import org.jspecify.annotations.NullMarked;
