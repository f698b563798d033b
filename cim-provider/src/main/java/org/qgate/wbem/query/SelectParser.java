package org.qgate.wbem.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.query.Condition.Operand;
import org.qgate.wbem.query.QueryToken.Kind;

/** Recursive descent over the pieces of a query: OR, then AND, then NOT, then one comparison. */
final class SelectParser {
    private static final int NESTING_MAX = 32;
    private static final Set<String> RESERVED =
            Set.of("select", "from", "where", "and", "or", "not", "like", "isa", "is", "null", "true", "false");
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "=", Comparison.EQUAL,
            "<>", Comparison.NOT_EQUAL,
            "!=", Comparison.NOT_EQUAL,
            "<", Comparison.LESS,
            "<=", Comparison.LESS_OR_EQUAL,
            ">", Comparison.GREATER,
            ">=", Comparison.GREATER_OR_EQUAL);

    private final List<QueryToken> tokens;
    private int at;
    private int nesting;
    private @Nullable String className;

    SelectParser(List<QueryToken> tokens) {
        this.tokens = tokens;
    }

    Query select() throws QuerySyntaxException {
        expectWord("SELECT");
        int selection = at;
        skipToFrom();
        expectWord("FROM");
        className = name("a class");
        int rest = at;
        at = selection;
        List<PropertyPath> selected = selection();
        at = rest;
        Condition where = takeWord("WHERE") ? disjunction() : null;
        expectEnd();
        return new Query(className, selected, where);
    }

    Query filter() throws QuerySyntaxException {
        Condition where = disjunction();
        expectEnd();
        return new Query(null, List.of(), where);
    }

    /** The class must be known before the properties are read: they may have it in front. */
    private void skipToFrom() {
        while (!peek().isWord("FROM") && peek().kind() != Kind.END) {
            at++;
        }
    }

    private List<PropertyPath> selection() throws QuerySyntaxException {
        List<PropertyPath> selected = new ArrayList<>();
        if (takeSymbol("*")) {
            requireFrom();
            return selected;
        }
        do {
            selected.add(path());
        } while (takeSymbol(","));
        requireFrom();
        return selected;
    }

    private void requireFrom() throws QuerySyntaxException {
        if (!peek().isWord("FROM")) {
            throw wrong("FROM is due");
        }
    }

    private Condition disjunction() throws QuerySyntaxException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(conjunction());
        } while (takeWord("OR"));
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition conjunction() throws QuerySyntaxException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(negation());
        } while (takeWord("AND"));
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition negation() throws QuerySyntaxException {
        if (++nesting > NESTING_MAX) {
            throw wrong("conditions are nested deeper than " + NESTING_MAX);
        }
        Condition condition;
        if (takeWord("NOT")) {
            condition = new Condition.Not(negation());
        } else if (takeSymbol("(")) {
            condition = disjunction();
            expectSymbol(")");
        } else {
            condition = comparison();
        }
        nesting--;
        return condition;
    }

    private Condition comparison() throws QuerySyntaxException {
        Operand left = operand();
        if (left instanceof Condition.Property property) {
            if (takeWord("ISA")) {
                QueryToken target = next();
                if (target.kind() != Kind.STRING && target.kind() != Kind.NAME) {
                    throw wrong("a class is due after ISA");
                }
                return new Condition.IsA(property.path(), target.text());
            }
            if (takeWord("LIKE")) {
                return new Condition.Like(property.path(), pattern());
            }
            if (takeWord("IS")) {
                boolean negated = takeWord("NOT");
                expectWord("NULL");
                Condition isNull = new Condition.IsNull(property.path());
                return negated ? new Condition.Not(isNull) : isNull;
            }
        }
        QueryToken symbol = next();
        Comparison comparison = symbol.kind() == Kind.SYMBOL ? COMPARISONS.get(symbol.text()) : null;
        if (comparison == null) {
            at--;
            throw wrong("a comparison is due");
        }
        return new Condition.Compared(left, comparison, operand());
    }

    private Operand operand() throws QuerySyntaxException {
        QueryToken token = peek();
        switch (token.kind()) {
            case STRING -> {
                at++;
                return new Condition.Literal(new CimString(token.text()));
            }
            case NUMBER -> {
                at++;
                return new Condition.Literal(number(token));
            }
            default -> {
                if (takeWord("TRUE")) {
                    return new Condition.Literal(CimBoolean.TRUE);
                }
                if (takeWord("FALSE")) {
                    return new Condition.Literal(CimBoolean.FALSE);
                }
                return new Condition.Property(path());
            }
        }
    }

    private CimValue number(QueryToken token) throws QuerySyntaxException {
        String text = token.text();
        try {
            if (text.matches("[+-]?[0-9]{1,19}")) {
                BigInteger integer = new BigInteger(text);
                return CimInteger.of(integer.signum() < 0 ? CimType.SINT64 : CimType.UINT64, integer);
            }
            if (text.length() <= 64) {
                return CimReal.real64(new BigDecimal(text).doubleValue());
            }
        } catch (IllegalArgumentException e) {
            throw new QuerySyntaxException("'" + text + "' is no number", token.column());
        }
        throw new QuerySyntaxException("a number has too many digits", token.column());
    }

    /** {@code Name.Name}, with the class of the query or {@code Class::} in front of any of them. */
    private PropertyPath path() throws QuerySyntaxException {
        List<String> names = new ArrayList<>();
        do {
            String name = name("a property");
            if (takeSymbol("::")) {
                name = name("a property");
            }
            names.add(name);
        } while (takeSymbol("."));
        boolean scoped = names.size() > 1 && className != null && CimNames.same(names.get(0), className);
        return new PropertyPath(scoped ? names.subList(1, names.size()) : names);
    }

    private LikePattern pattern() throws QuerySyntaxException {
        QueryToken token = next();
        if (token.kind() != Kind.STRING) {
            at--;
            throw wrong("a pattern in quotes is due after LIKE");
        }
        return new LikePattern(token.text());
    }

    private String name(String what) throws QuerySyntaxException {
        QueryToken token = next();
        if (token.kind() != Kind.NAME || RESERVED.contains(CimNames.fold(token.text()))) {
            at--;
            throw wrong("the name of " + what + " is due");
        }
        return token.text();
    }

    private boolean takeWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            at++;
        }
        return there;
    }

    private boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        if (there) {
            at++;
        }
        return there;
    }

    private void expectWord(String word) throws QuerySyntaxException {
        if (!takeWord(word)) {
            throw wrong(word + " is due");
        }
    }

    private void expectSymbol(String symbol) throws QuerySyntaxException {
        if (!takeSymbol(symbol)) {
            throw wrong("'" + symbol + "' is due");
        }
    }

    private void expectEnd() throws QuerySyntaxException {
        if (peek().kind() != Kind.END) {
            throw wrong("nothing more is due");
        }
    }

    private QueryToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private QueryToken next() {
        QueryToken token = peek();
        at++;
        return token;
    }

    private QuerySyntaxException wrong(String problem) {
        return new QuerySyntaxException(problem, peek().column());
    }
}
