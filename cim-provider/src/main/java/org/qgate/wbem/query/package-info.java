/**
 * Queries of clients: WQL and the basic part of CQL (DSP0202) for instances and indications, and FQL (DSP0212) for enumerations.
 *
 * <p>Uses the model alone. What a query cannot say here is refused with the place in its text. Start at {@link
 * org.qgate.wbem.query.QueryParser}.
 */
@NullMarked
package org.qgate.wbem.query;

import org.jspecify.annotations.NullMarked;
