package org.qgate.wbem.cimxml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** The answer to one request, without message ID and method name, which the request tells. */
public sealed interface CimResponse {
    /** The call failed. */
    record Failure(CimException problem) implements CimResponse {}

    /** An operation of the server gave this. */
    record Success(CimResult result) implements CimResponse {}

    /**
     * A method of a class gave this.
     *
     * @param type as the class declares it
     */
    record Returned(CimType type, @Nullable CimValue value, List<CimArgument> out) implements CimResponse {
        public Returned {
            out = List.copyOf(out);
        }
    }
}
