/** The server's HTTP, by bytes on the loopback. */
@NullMarked
package org.qgate.wbem.http;

import org.jspecify.annotations.NullMarked;
