package org.qgate.wbem.operation;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;

/**
 * An operation of the server.
 *
 * @param name as DSP0200 writes it
 * @param parameters folded names of all that it takes
 * @param changing whether it changes anything, and so goes into the audit log
 */
record Operation(String name, Set<String> parameters, boolean changing, Body body) {
    /** What it does. */
    @FunctionalInterface
    interface Body {
        CimResult carryOut(OperationCall call) throws CimException;
    }

    static Operation reading(String name, Body body, String... parameters) {
        return new Operation(name, folded(parameters), false, body);
    }

    static Operation changing(String name, Body body, String... parameters) {
        return new Operation(name, folded(parameters), true, body);
    }

    private static Set<String> folded(String... names) {
        return Stream.of(names).map(CimNames::fold).collect(Collectors.toUnmodifiableSet());
    }
}
