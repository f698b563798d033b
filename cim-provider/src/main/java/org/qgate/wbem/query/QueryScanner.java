package org.qgate.wbem.query;

import java.util.ArrayList;
import java.util.List;

/** Splits a query into pieces. */
final class QueryScanner {
    private static final int TOKENS_MAX = 2_000;
    private static final List<String> SYMBOLS =
            List.of("<>", "!=", "<=", ">=", "::", "=", "<", ">", "(", ")", ",", ".", "*");

    private final String text;
    private final List<QueryToken> tokens = new ArrayList<>();
    private int at;

    private QueryScanner(String text) {
        this.text = text;
    }

    /** All pieces, an end at the end. */
    static List<QueryToken> scan(String text) throws QuerySyntaxException {
        QueryScanner scanner = new QueryScanner(text);
        scanner.scanAll();
        return scanner.tokens;
    }

    private void scanAll() throws QuerySyntaxException {
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                add(QueryToken.Kind.END, "", at);
                return;
            }
            if (tokens.size() == TOKENS_MAX) {
                throw new QuerySyntaxException("the query has more than " + TOKENS_MAX + " words", at + 1);
            }
            one(text.charAt(at));
        }
    }

    private void one(char c) throws QuerySyntaxException {
        int start = at;
        if (isNameStart(c)) {
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            add(QueryToken.Kind.NAME, text.substring(start, at), start);
        } else if (c == '\'' || c == '"') {
            string(c);
        } else if (isDigit(c) || isSignOfNumber(c)) {
            number(start);
        } else {
            symbol(start);
        }
    }

    private boolean isSignOfNumber(char c) {
        return (c == '-' || c == '+') && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    private void number(int start) {
        at++;
        while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
            boolean exponent = text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E';
            if (exponent && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
        }
        add(QueryToken.Kind.NUMBER, text.substring(start, at), start);
    }

    private void string(char quote) throws QuerySyntaxException {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                value.append(text.charAt(at++));
            } else if (c == quote && at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else if (c == quote) {
                add(QueryToken.Kind.STRING, value.toString(), start);
                return;
            } else {
                value.append(c);
            }
        }
        throw new QuerySyntaxException("a string has no end", start + 1);
    }

    private void symbol(int start) throws QuerySyntaxException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(QueryToken.Kind.SYMBOL, symbol, start);
                return;
            }
        }
        throw new QuerySyntaxException("a character that queries do not have", start + 1);
    }

    private void add(QueryToken.Kind kind, String value, int start) {
        tokens.add(new QueryToken(kind, value, start + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
