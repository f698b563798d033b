/**
 * The lab's programs: the quickstart and the benchmark.
 *
 * <p>They run on the host at native speed and drive two gateways in a kernel that can do IPsec. Start at {@link
 * org.qgate.lab.QuickstartMain}.
 */
@NullMarked
package org.qgate.lab;

import org.jspecify.annotations.NullMarked;
