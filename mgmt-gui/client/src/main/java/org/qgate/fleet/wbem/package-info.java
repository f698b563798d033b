/**
 * The port to a gateway over CIM-XML and TLS. The only package that knows the WBEM library; start with
 * {@link org.qgate.fleet.wbem.WbemGatewayClient}, and see {@link org.qgate.fleet.wbem.ServerTrust} for whom it believes.
 */
@NullMarked
package org.qgate.fleet.wbem;

import org.jspecify.annotations.NullMarked;
