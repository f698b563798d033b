package org.qgate.agent.dataplane;

/**
 * What a network card does for a link.
 *
 * @param device its network interface
 * @param mode how much of the work, as in the configuration
 * @param sasOnCard SAs that it works for now
 * @param taken SAs that it has taken since the agent started
 * @param refused SAs that it refused since then; software does their work
 * @param reason why it works for none, or why it refused the latest; empty when all is well
 */
public record CardReport(String device, String mode, long sasOnCard, long taken, long refused, String reason) {}
