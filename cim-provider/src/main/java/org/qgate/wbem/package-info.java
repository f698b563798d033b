/**
 * The program {@code qgate-wbem}: a WBEM server for one gateway. It is put together in {@link org.qgate.wbem.Wiring}; start there.
 *
 * <p>May use every other package of this module; none of them uses this one.
 */
@NullMarked
package org.qgate.wbem;

import org.jspecify.annotations.NullMarked;
