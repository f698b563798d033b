package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;

/** What a method was called with. An argument that is NULL counts as not given. */
record MethodArguments(List<CimArgument> given) {
    MethodArguments {
        given = List.copyOf(given);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    Optional<String> text(String name) {
        return value(name).map(value -> value instanceof CimString text ? text.value() : null);
    }

    Optional<Long> number(String name) {
        return value(name).map(value -> value instanceof CimInteger number ? number.bits() : null);
    }

    Optional<CimInstance> instance(String name) {
        return value(name).map(value -> value instanceof CimInstance instance ? instance : null);
    }

    private Optional<CimValue> value(String name) {
        return given.stream()
                .filter(argument -> CimNames.same(argument.name(), name))
                .findFirst()
                .map(CimArgument::value);
    }
}
