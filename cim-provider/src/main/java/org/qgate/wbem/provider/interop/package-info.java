/**
 * The interop namespace: the WBEM server itself, its namespaces, how it is reached, and the profiles that it keeps to.
 *
 * <p>Nothing of it changes while the server runs. Subscriptions stand in the same namespace and belong to another package. Uses
 * {@code model} and {@code provider}. Start at {@link org.qgate.wbem.provider.interop.InteropProvider}.
 */
@NullMarked
package org.qgate.wbem.provider.interop;

import org.jspecify.annotations.NullMarked;
