/**
 * The compiler of the Managed Object Format (DSP0004 2.x): from text to the schema and the instances of each namespace.
 *
 * <p>It reads on after an error, so that one run tells of many, each with file, line and column. Uses {@code model}, {@code schema}
 * and ANTLR. Start at {@link org.qgate.wbem.mof.MofCompiler}.
 */
@NullMarked
package org.qgate.wbem.mof;

import org.jspecify.annotations.NullMarked;
