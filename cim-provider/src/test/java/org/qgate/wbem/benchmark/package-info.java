/** A server under load; started by deploy/lab/wbem-benchmark, not by the build. */
@NullMarked
package org.qgate.wbem.benchmark;

import org.jspecify.annotations.NullMarked;
