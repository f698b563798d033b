/**
 * CIM-XML (DSP0201, DSP0203 2.4): reads requests into {@link org.qgate.wbem.cimxml.CimRequest}, writes {@link
 * org.qgate.wbem.cimxml.CimResponse} and export requests as bytes.
 *
 * <p>May use the model and the JDK's streaming parser; no other package makes an XML parser. What is read comes from strangers: no document
 * type, no entity but the five predefined ones, and bounds on depth and number of elements. What is written keeps to the few forms that
 * every known client understands. Start at {@link org.qgate.wbem.cimxml.RequestReader} and {@link
 * org.qgate.wbem.cimxml.ResponseWriter}.
 */
@NullMarked
package org.qgate.wbem.cimxml;

import org.jspecify.annotations.NullMarked;
