/**
 * What stands between the WBEM server and the things it shows: providers by class, and the port that takes indications.
 *
 * <p>The server authorises, checks a request against the class, and filters properties; a provider answers for exactly one class
 * in one namespace at a time, and never for its subclasses. Uses {@code model}. Start at
 * {@link org.qgate.wbem.provider.ProviderRegistry}.
 */
@NullMarked
package org.qgate.wbem.provider;

import org.jspecify.annotations.NullMarked;
