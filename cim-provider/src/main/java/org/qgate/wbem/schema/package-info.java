/**
 * The classes and qualifier types of each namespace: inheritance, propagation of qualifiers, and the rules that a class must keep.
 *
 * <p>A {@link org.qgate.wbem.schema.Schema} is a value; a change makes another one. Uses {@code model}. Start at
 * {@link org.qgate.wbem.schema.SchemaRepository}.
 */
@NullMarked
package org.qgate.wbem.schema;

import org.jspecify.annotations.NullMarked;
