/**
 * The lab's programs: the quickstart and the benchmarks.
 *
 * <p>They run on the host at native speed. Quickstart and benchmark drive two gateways in a kernel that can do IPsec, the
 * engine's benchmark drives programs on the host. Start at {@link org.qgate.lab.QuickstartMain}.
 */
@NullMarked
package org.qgate.lab;

import org.jspecify.annotations.NullMarked;
