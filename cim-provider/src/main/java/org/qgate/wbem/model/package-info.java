/**
 * CIM as Java values: types, names, object paths, instances, classes, qualifiers, and the error that every operation may end in.
 *
 * <p>Everything is immutable. Names compare without regard to case and keep the case they were written in (DSP0004). A NULL value
 * is Java's {@code null}. Uses the JDK alone. Start at {@link org.qgate.wbem.model.CimInstance} and
 * {@link org.qgate.wbem.model.CimValue}.
 */
@NullMarked
package org.qgate.wbem.model;

import org.jspecify.annotations.NullMarked;
