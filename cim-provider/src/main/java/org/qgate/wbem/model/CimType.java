package org.qgate.wbem.model;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** The intrinsic types of DSP0004, without array or reference class (see {@link DataType}). */
public enum CimType {
    BOOLEAN,
    STRING,
    CHAR16,
    UINT8(8, false),
    SINT8(8, true),
    UINT16(16, false),
    SINT16(16, true),
    UINT32(32, false),
    SINT32(32, true),
    UINT64(64, false),
    SINT64(64, true),
    REAL32,
    REAL64,
    DATETIME,
    /** Written {@code reference} in CIM-XML and {@code Class REF} in MOF. */
    REFERENCE;

    private final int bits;
    private final boolean signed;

    CimType() {
        this(0, false);
    }

    CimType(int bits, boolean signed) {
        this.bits = bits;
        this.signed = signed;
    }

    /** The type's keyword, as MOF and CIM-XML write it. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a keyword in any case. */
    public static Optional<CimType> ofKeyword(String keyword) {
        for (CimType type : values()) {
            if (type.name().equalsIgnoreCase(keyword)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** True for the eight integer types. */
    public boolean isInteger() {
        return bits > 0;
    }

    /** True for {@code real32} and {@code real64}. */
    public boolean isReal() {
        return this == REAL32 || this == REAL64;
    }

    /** True for the signed integer types. */
    public boolean isSigned() {
        return signed;
    }

    /** Least value of an integer type. */
    public BigInteger min() {
        return signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    /** Greatest value of an integer type. */
    public BigInteger max() {
        return BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /** True if a value other than NULL may stand where this type, not as an array, is declared; embedded objects are strings. */
    public boolean accepts(CimValue value) {
        if (value instanceof CimInteger integer) {
            return integer.type() == this;
        }
        if (value instanceof CimReal real) {
            return real.type() == this;
        }
        return switch (this) {
            case BOOLEAN -> value instanceof CimBoolean;
            case STRING -> value instanceof CimString || value instanceof CimInstance || value instanceof CimClass;
            case CHAR16 -> value instanceof CimChar;
            case DATETIME -> value instanceof CimDateTime;
            case REFERENCE -> value instanceof CimObjectPath;
            default -> false;
        };
    }
}
