/**
 * The filter: an ordered copy of the security policy database that says of each packet whether it bypasses, is protected
 * or is discarded.
 *
 * <p>May use {@code packet} and {@code org.qgate.linux}. Start with {@link org.qgate.engine.filter.PolicyTable}.
 */
@NullMarked
package org.qgate.engine.filter;

import org.jspecify.annotations.NullMarked;
