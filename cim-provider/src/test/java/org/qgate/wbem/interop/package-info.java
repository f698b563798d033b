/** Clients that nobody here wrote, against the server on the loopback. */
@NullMarked
package org.qgate.wbem.interop;

import org.jspecify.annotations.NullMarked;
