/**
 * What blocks the links' traffic at boot, before there is an agent or a network: a file of rules in the state directory, kept up to
 * date by the agent and put in place by {@code deploy/boot/qgate-block}.
 *
 * <p>Uses the configuration and addresses only. Start at {@link org.qgate.agent.boot.BootRules}.
 */
@NullMarked
package org.qgate.agent.boot;

import org.jspecify.annotations.NullMarked;
