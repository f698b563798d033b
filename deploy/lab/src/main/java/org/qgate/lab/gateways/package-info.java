/**
 * Two gateways with a host behind each in a kernel: their network, their agents, what can be done to them and measured.
 *
 * <p>Uses {@code kernel}, {@code wire}, the control contract, and the shell functions of {@code deploy/lab/lab.sh}. Start at {@link
 * org.qgate.lab.gateways.LabNetwork}, then {@link org.qgate.lab.gateways.Agent}.
 */
@NullMarked
package org.qgate.lab.gateways;

import org.jspecify.annotations.NullMarked;
