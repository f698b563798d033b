/**
 * Carries out operations: authorises, checks against the class, asks providers, keeps enumerations open.
 *
 * <p>May use the model, schema, providers, CIM-XML's values, queries and security; nothing of HTTP. Start at {@link
 * org.qgate.wbem.operation.OperationDispatcher}.
 */
@NullMarked
package org.qgate.wbem.operation;

import org.jspecify.annotations.NullMarked;
