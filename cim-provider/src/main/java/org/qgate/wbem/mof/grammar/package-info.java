/** The lexer and parser that ANTLR makes of {@code Mof.g4}. */
@NullMarked
package org.qgate.wbem.mof.grammar;

import org.jspecify.annotations.NullMarked;
