/**
 * What two ends share within one epoch: its keys, message authentication, replay window and credit arithmetic.
 *
 * <p>May use {@code model}, {@code secret}, {@code wire}. Start at {@link org.qgate.core.session.EpochKeys}.
 */
@NullMarked
package org.qgate.core.session;

import org.jspecify.annotations.NullMarked;
