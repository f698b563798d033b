/**
 * The gateway as CIM objects: a picture of the agent, taken over its control socket, and the instances and associations made of it.
 *
 * <p>Readers share one snapshot of bounded age, so that the agent answers the same few requests a second however many clients there
 * are. An agent that cannot be reached leaves the last picture standing, said to be out of contact. What happens is heard by a watch
 * and turned into indications. Uses {@code model}, {@code provider} and the control contract. Start at
 * {@link org.qgate.wbem.provider.gateway.GatewayProvider}.
 */
@NullMarked
package org.qgate.wbem.provider.gateway;

import org.jspecify.annotations.NullMarked;
