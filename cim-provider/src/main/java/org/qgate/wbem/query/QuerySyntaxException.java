package org.qgate.wbem.query;

/** A query is not understood; says why and where. */
final class QuerySyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    QuerySyntaxException(String problem, int column) {
        super("the query cannot be understood at column " + column + ": " + problem);
    }
}
