package org.qgate.wbem.operation;

import org.qgate.wbem.provider.Caller;

/**
 * A call of an operation that has been let in.
 *
 * @param classes of the namespace that it goes to
 */
record OperationCall(NamespaceClasses classes, Arguments arguments, Caller caller) {
    String namespace() {
        return classes.namespace();
    }
}
