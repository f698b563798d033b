/** Subscriptions that are kept, indications that arrive in order. */
@NullMarked
package org.qgate.wbem.indication;

import org.jspecify.annotations.NullMarked;
