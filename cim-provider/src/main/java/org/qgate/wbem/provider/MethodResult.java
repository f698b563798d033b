package org.qgate.wbem.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimValue;

/**
 * What a method gave.
 *
 * @param returnValue in the type that the class declares
 * @param out arguments that have a value
 */
public record MethodResult(@Nullable CimValue returnValue, List<CimArgument> out) {
    public MethodResult {
        out = List.copyOf(out);
    }

    /** A method's {@code uint32} return code, and nothing else. */
    public static MethodResult code(long returnCode) {
        return new MethodResult(CimInteger.uint32(returnCode), List.of());
    }
}
