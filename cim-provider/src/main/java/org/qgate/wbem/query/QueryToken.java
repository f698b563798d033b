package org.qgate.wbem.query;

/**
 * A piece of a query.
 *
 * @param text without quotes
 * @param column from 1
 */
record QueryToken(Kind kind, String text, int column) {
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }
}
