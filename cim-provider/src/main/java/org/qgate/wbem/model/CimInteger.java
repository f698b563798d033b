package org.qgate.wbem.model;

import java.math.BigInteger;

/**
 * A value of one of the eight integer types.
 *
 * @param bits the number; of {@code uint64} its 64 bits, so that greater numbers than {@link Long#MAX_VALUE} are negative here
 */
public record CimInteger(CimType type, long bits) implements CimValue {
    public CimInteger {
        if (!type.isInteger()) {
            throw new IllegalArgumentException(type.keyword() + " is not an integer type");
        }
        if (type != CimType.UINT64 && type != CimType.SINT64) {
            long max = type.max().longValue();
            long min = type.min().longValue();
            if (bits < min || bits > max) {
                throw new IllegalArgumentException(
                        bits + " is outside " + type.keyword() + " (" + min + ".." + max + ")");
            }
        }
    }

    /**
     * A number of a type.
     *
     * @throws IllegalArgumentException if the type cannot hold it
     */
    public static CimInteger of(CimType type, BigInteger value) {
        if (type.isInteger() && (value.compareTo(type.min()) < 0 || value.compareTo(type.max()) > 0)) {
            throw new IllegalArgumentException(
                    value + " is outside " + type.keyword() + " (" + type.min() + ".." + type.max() + ")");
        }
        return new CimInteger(type, value.longValue());
    }

    /** A {@code uint8}. */
    public static CimInteger uint8(int value) {
        return new CimInteger(CimType.UINT8, value);
    }

    /** A {@code uint16}. */
    public static CimInteger uint16(int value) {
        return new CimInteger(CimType.UINT16, value);
    }

    /** A {@code uint32}. */
    public static CimInteger uint32(long value) {
        return new CimInteger(CimType.UINT32, value);
    }

    /** A {@code uint64} of up to {@link Long#MAX_VALUE}. */
    public static CimInteger uint64(long value) {
        if (value < 0) {
            throw new IllegalArgumentException(value + " is negative");
        }
        return new CimInteger(CimType.UINT64, value);
    }

    /** A {@code sint32}. */
    public static CimInteger sint32(int value) {
        return new CimInteger(CimType.SINT32, value);
    }

    /** A {@code sint64}. */
    public static CimInteger sint64(long value) {
        return new CimInteger(CimType.SINT64, value);
    }

    /** The number itself. */
    public BigInteger toBigInteger() {
        return type == CimType.UINT64 ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits);
    }

    /** In decimal. */
    @Override
    public String toString() {
        return type == CimType.UINT64 ? Long.toUnsignedString(bits) : Long.toString(bits);
    }
}
