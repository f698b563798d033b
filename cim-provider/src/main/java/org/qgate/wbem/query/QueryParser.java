package org.qgate.wbem.query;

import java.util.List;
import java.util.Locale;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;

/** Understands queries in the languages that clients may use. */
public final class QueryParser {
    private static final int LENGTH_MAX = 8_192;
    private static final List<String> SELECTING = List.of("wql", "wql1", "dmtf:cql", "cim:cql");
    private static final String FILTERING = "dmtf:fql";

    private QueryParser() {}

    /**
     * Reads {@code SELECT * | properties FROM class [WHERE condition]}.
     *
     * @param language {@code WQL} or {@code DMTF:CQL}
     */
    public static Query parse(String language, String text) throws CimException {
        if (!SELECTING.contains(language.toLowerCase(Locale.ROOT))) {
            throw new CimException(
                    CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                    "the query language '" + shown(language) + "' is not known here; use WQL or DMTF:CQL");
        }
        try {
            return new SelectParser(tokens(text)).select();
        } catch (QuerySyntaxException e) {
            throw new CimException(CimStatus.INVALID_QUERY, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads a condition alone, as the filter of an enumeration.
     *
     * @param language {@code DMTF:FQL}
     */
    public static Query parseFilter(String language, String text) throws CimException {
        if (!language.equalsIgnoreCase(FILTERING)) {
            throw new CimException(
                    CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                    "the filter query language '" + shown(language) + "' is not known here; use DMTF:FQL");
        }
        try {
            return new SelectParser(tokens(text)).filter();
        } catch (QuerySyntaxException e) {
            throw new CimException(CimStatus.INVALID_QUERY, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<QueryToken> tokens(String text) throws QuerySyntaxException {
        if (text.length() > LENGTH_MAX) {
            throw new QuerySyntaxException("it is longer than " + LENGTH_MAX + " characters", LENGTH_MAX);
        }
        return QueryScanner.scan(text);
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
