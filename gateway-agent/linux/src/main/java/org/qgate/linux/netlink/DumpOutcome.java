package org.qgate.linux.netlink;

import java.util.List;

/**
 * What one attempt at a dump gave.
 *
 * @param items what was decoded
 * @param consistent false when the table changed or a datagram was lost meanwhile
 */
record DumpOutcome<T>(List<T> items, boolean consistent) {}
