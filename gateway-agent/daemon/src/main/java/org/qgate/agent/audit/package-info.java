/**
 * The audit ledger: a line for each step in the life of a key block, so that the files of both ends prove that none was used twice.
 *
 * <p>A line has nine fields with tabs between them and never a secret:
 *
 * <pre>
 * wall-clock-millis  fate  link  channel  block  bits  epoch  direction  index
 * 1795357200123  leased  alice-bob  data  42  288  3  low-to-high  17
 * </pre>
 *
 * Lines that begin with {@code #} are remarks. A lease ({@code leased} of our blocks, {@code accepted} of the peer's) is written before
 * peer or kernel hear of the block, and stays when the process is killed; the other steps may be written a second later. Start at {@link org.qgate.agent.audit.AuditLedger}, read with {@link org.qgate.agent.audit.LedgerCheck}.
 */
@NullMarked
package org.qgate.agent.audit;

import org.jspecify.annotations.NullMarked;
