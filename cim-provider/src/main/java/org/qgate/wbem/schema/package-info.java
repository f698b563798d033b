/**
 * The classes and qualifier types of each namespace: inheritance, propagation of qualifiers, and the rules that a class must keep.
 *
 * <p>Uses {@code model}. Start at {@link org.qgate.wbem.schema.SchemaRepository}.
 */
@NullMarked
package org.qgate.wbem.schema;

import org.jspecify.annotations.NullMarked;
