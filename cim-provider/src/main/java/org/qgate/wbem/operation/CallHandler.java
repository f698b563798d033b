package org.qgate.wbem.operation;

import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.CimResponse;

/** Answers requests of authenticated users. Called by many threads at once. */
@FunctionalInterface
public interface CallHandler {
    /** Answers; what goes wrong is in the answer. */
    CimResponse handle(CimRequest request, Requester requester);
}
