package org.qgate.wbem.cimxml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimChar;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** The texts of values (DSP0201 5.2.4): how VALUE and KEYVALUE write each type. */
public final class ValueTexts {
    private static final Pattern REAL = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,4})?");
    private static final int DIGITS_MAX = 32;
    private static final int SHOWN_MAX = 40;

    private ValueTexts() {}

    /**
     * Reads a value of a type other than a reference.
     *
     * @throws IllegalArgumentException says why the text is none
     */
    public static CimValue parse(CimType type, String text) {
        if (type == CimType.STRING) {
            return new CimString(text);
        }
        if (type == CimType.CHAR16) {
            if (text.length() != 1) {
                throw wrong(type, text);
            }
            return new CimChar(text.charAt(0));
        }
        String stripped = text.strip();
        if (type.isInteger()) {
            return integer(type, stripped);
        }
        return switch (type) {
            case BOOLEAN -> bool(stripped);
            case REAL32, REAL64 -> real(type, stripped);
            case DATETIME -> new CimDateTime(stripped);
            default -> throw wrong(type, text);
        };
    }

    private static CimValue integer(CimType type, String text) {
        if (text.isEmpty() || text.length() > DIGITS_MAX) {
            throw wrong(type, text);
        }
        try {
            boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
            String digits = signed ? text.substring(1) : text;
            if (digits.isEmpty() || Character.digit(digits.charAt(0), 10) < 0) {
                throw wrong(type, text);
            }
            boolean hexadecimal = digits.regionMatches(true, 0, "0x", 0, 2);
            if (hexadecimal && (digits.length() == 2 || Character.digit(digits.charAt(2), 16) < 0)) {
                throw wrong(type, text);
            }
            BigInteger value = hexadecimal ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
            return CimInteger.of(type, text.charAt(0) == '-' ? value.negate() : value);
        } catch (NumberFormatException e) {
            throw wrong(type, text);
        }
    }

    private static CimValue bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return CimBoolean.TRUE;
        }
        if (text.equalsIgnoreCase("false")) {
            return CimBoolean.FALSE;
        }
        throw wrong(CimType.BOOLEAN, text);
    }

    private static CimValue real(CimType type, String text) {
        double value = switch (text) {
            case "NaN" -> Double.NaN;
            case "INF", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (text.length() > 400 || !REAL.matcher(text).matches()) {
                    throw wrong(type, text);
                }
                yield Double.parseDouble(text);
            }
        };
        return new CimReal(type, value);
    }

    private static IllegalArgumentException wrong(CimType type, String text) {
        String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
        return new IllegalArgumentException("'" + shown + "' is no " + type.keyword());
    }
}
