/** CIM-XML by example and by chance. */
@NullMarked
package org.qgate.wbem.cimxml;

import org.jspecify.annotations.NullMarked;
