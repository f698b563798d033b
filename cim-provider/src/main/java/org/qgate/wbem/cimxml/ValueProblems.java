package org.qgate.wbem.cimxml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;

/** Keeps the first value that could not be taken: the message is read to its end, so that the answer can name its call. */
final class ValueProblems {
    private @Nullable CimException first;

    void add(String where, IllegalArgumentException problem) {
        if (first == null) {
            first = new CimException(CimStatus.INVALID_PARAMETER, where + ": " + problem.getMessage(), problem);
        }
    }

    Optional<CimException> first() {
        return Optional.ofNullable(first);
    }
}
