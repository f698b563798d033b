/** Configurations that can be used, and such that cannot. */
@NullMarked
package org.qgate.wbem.config;

import org.jspecify.annotations.NullMarked;
