/**
 * CIM operations over HTTP (DSP0200): connections, TLS, limits, authentication, headers.
 *
 * <p>The only package that may use Jetty. What is refused here never reaches the XML parser, and what is not authenticated is never read.
 * Start at {@link org.qgate.wbem.http.WbemServer} and {@link org.qgate.wbem.http.CimHandler}.
 */
@NullMarked
package org.qgate.wbem.http;

import org.jspecify.annotations.NullMarked;
