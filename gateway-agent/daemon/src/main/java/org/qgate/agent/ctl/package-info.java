/**
 * {@code qgatectl}, the command line for one gateway: speaks to the agent over its control socket.
 *
 * <p>Uses {@code org.qgate.control}, and {@code audit} to check ledgers. Start at {@link org.qgate.agent.ctl.QgatectlMain}.
 */
@NullMarked
package org.qgate.agent.ctl;

import org.jspecify.annotations.NullMarked;
