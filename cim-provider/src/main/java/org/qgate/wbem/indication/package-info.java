/**
 * Indications: filters, destinations and subscriptions that outlive the server, and delivery in order with retries and sequence numbers
 * (DSP1054).
 *
 * <p>May use the model, schema, providers, queries and CIM-XML. Start at {@link org.qgate.wbem.indication.SubscriptionProvider} and {@link
 * org.qgate.wbem.indication.IndicationDispatcher}.
 */
@NullMarked
package org.qgate.wbem.indication;

import org.jspecify.annotations.NullMarked;
