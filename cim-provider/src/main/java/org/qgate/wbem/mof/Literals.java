package org.qgate.wbem.mof;

import java.math.BigInteger;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimChar;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.mof.grammar.MofParser;
import org.qgate.wbem.mof.grammar.MofParser.ConstantContext;
import org.qgate.wbem.mof.grammar.MofParser.TextContext;

/** Reads constants as values of a wanted type. */
final class Literals {
    private static final int CODE_DIGITS_MAX = 4;
    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int BINARY = 2;

    private Literals() {}

    /**
     * A constant as a value of a type.
     *
     * @return null for the constant NULL
     * @throws IllegalArgumentException if the type has no such value; the message says why
     */
    static @Nullable CimValue read(ConstantContext constant, CimType type) {
        if (constant.NULL() != null) {
            return null;
        }
        if (constant.text() != null) {
            return fromText(join(constant.text()), type);
        }
        Token token = constant.getStart();
        CimValue value = switch (token.getType()) {
            case MofParser.TRUE -> type == CimType.BOOLEAN ? CimBoolean.TRUE : null;
            case MofParser.FALSE -> type == CimType.BOOLEAN ? CimBoolean.FALSE : null;
            case MofParser.CHARACTER -> type == CimType.CHAR16 ? character(token.getText()) : null;
            case MofParser.REAL -> type.isReal() ? new CimReal(type, Double.parseDouble(token.getText())) : null;
            default -> fromInteger(integer(token), type);
        };
        if (value == null) {
            throw new IllegalArgumentException(token.getText() + " is no value of type " + type.keyword());
        }
        return value;
    }

    /** Adjacent string constants are one string. */
    static String join(TextContext text) {
        StringBuilder joined = new StringBuilder();
        text.STRING().forEach(part -> joined.append(unescape(part.getText())));
        return joined.toString();
    }

    private static CimValue fromText(String text, CimType type) {
        return switch (type) {
            case STRING -> new CimString(text);
            case DATETIME -> new CimDateTime(text);
            default -> throw new IllegalArgumentException("a string is no value of type " + type.keyword());
        };
    }

    private static @Nullable CimValue fromInteger(BigInteger number, CimType type) {
        if (type.isReal()) {
            return new CimReal(type, number.doubleValue());
        }
        return type.isInteger() ? CimInteger.of(type, number) : null;
    }

    private static BigInteger integer(Token token) {
        String text = token.getText();
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger magnitude = switch (token.getType()) {
            case MofParser.BINARY -> new BigInteger(digits.substring(0, digits.length() - 1), BINARY);
            case MofParser.OCTAL -> new BigInteger(digits, OCTAL);
            case MofParser.HEX -> new BigInteger(digits.substring(2), HEX);
            default -> new BigInteger(digits, DECIMAL);
        };
        return negative ? magnitude.negate() : magnitude;
    }

    private static CimChar character(String quoted) {
        String text = unescape(quoted);
        if (text.length() != 1) {
            throw new IllegalArgumentException(quoted + " is not one UTF-16 code unit");
        }
        return new CimChar(text.charAt(0));
    }

    /** Takes the quotes away and replaces escapes by what they stand for. */
    private static String unescape(String quoted) {
        StringBuilder plain = new StringBuilder(quoted.length());
        int end = quoted.length() - 1;
        int at = 1;
        while (at < end) {
            char letter = quoted.charAt(at++);
            if (letter != '\\') {
                plain.append(letter);
                continue;
            }
            char escaped = quoted.charAt(at++);
            if (escaped == 'x' || escaped == 'X') {
                int from = at;
                while (at < end && at - from < CODE_DIGITS_MAX && Character.digit(quoted.charAt(at), HEX) >= 0) {
                    at++;
                }
                plain.append((char) Integer.parseInt(quoted.substring(from, at), HEX));
            } else {
                plain.append(control(escaped));
            }
        }
        return plain.toString();
    }

    private static char control(char escaped) {
        return switch (escaped) {
            case 'b', 'B' -> '\b';
            case 't', 'T' -> '\t';
            case 'n', 'N' -> '\n';
            case 'f', 'F' -> '\f';
            case 'r', 'R' -> '\r';
            default -> escaped;
        };
    }
}
