package org.qgate.wbem.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimChar;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;

/** Comparisons of values; those of unlike kinds are unknown. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    Truth compare(@Nullable CimValue left, @Nullable CimValue right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (left instanceof CimBoolean || left instanceof CimObjectPath) {
            return sameness(left.toString().equalsIgnoreCase(right.toString()));
        }
        Integer order = order(left, right);
        return order == null ? Truth.UNKNOWN : Truth.of(holds(order));
    }

    private Truth sameness(boolean same) {
        return switch (this) {
            case EQUAL -> Truth.of(same);
            case NOT_EQUAL -> Truth.of(!same);
            default -> Truth.UNKNOWN;
        };
    }

    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static @Nullable Integer order(CimValue left, CimValue right) {
        BigDecimal leftNumber = number(left);
        BigDecimal rightNumber = number(right);
        if (leftNumber != null && rightNumber != null) {
            return leftNumber.compareTo(rightNumber);
        }
        if (left instanceof CimDateTime || right instanceof CimDateTime) {
            return timeOrder(left.toString(), right.toString());
        }
        boolean texts = isText(left) && isText(right);
        return texts ? (Integer) left.toString().compareTo(right.toString()) : null;
    }

    private static @Nullable Integer timeOrder(String left, String right) {
        try {
            CimDateTime leftTime = new CimDateTime(left);
            CimDateTime rightTime = new CimDateTime(right);
            if (leftTime.isInterval() != rightTime.isInterval()) {
                return null;
            }
            return leftTime.isInterval()
                    ? leftTime.toDuration().compareTo(rightTime.toDuration())
                    : leftTime.toInstant().compareTo(rightTime.toInstant());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isText(CimValue value) {
        return value instanceof CimString || value instanceof CimChar;
    }

    private static @Nullable BigDecimal number(CimValue value) {
        if (value instanceof CimInteger integer) {
            return new BigDecimal(integer.toBigInteger());
        }
        if (value instanceof CimReal real && Double.isFinite(real.value())) {
            return BigDecimal.valueOf(real.value());
        }
        return null;
    }
}
