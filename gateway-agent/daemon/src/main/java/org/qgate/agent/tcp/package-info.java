/**
 * The rekeying protocol's ports over TCP. Each end makes a connection for what it sends and only reads from those that come in, so no
 * connection that somebody else makes can take messages away.
 *
 * <p>Start at {@link org.qgate.agent.tcp.TcpPort}.
 */
@NullMarked
package org.qgate.agent.tcp;

import org.jspecify.annotations.NullMarked;
