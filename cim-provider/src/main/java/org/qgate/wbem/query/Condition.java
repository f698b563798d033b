package org.qgate.wbem.query;

import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;

/** What instances have to satisfy. */
sealed interface Condition {
    /**
     * Judges an instance.
     *
     * @param subclass whether the first class is the second one or derived from it
     */
    Truth judge(CimInstance instance, BiPredicate<String, String> subclass);

    /** All of them. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            Truth truth = Truth.TRUE;
            for (Condition part : parts) {
                truth = truth.and(part.judge(instance, subclass));
                if (truth == Truth.FALSE) {
                    break;
                }
            }
            return truth;
        }
    }

    /** Any of them. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            Truth truth = Truth.FALSE;
            for (Condition part : parts) {
                truth = truth.or(part.judge(instance, subclass));
                if (truth == Truth.TRUE) {
                    break;
                }
            }
            return truth;
        }
    }

    /** Not this. */
    record Not(Condition part) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            return part.judge(instance, subclass).not();
        }
    }

    /** Two values compared. */
    record Compared(Operand left, Comparison comparison, Operand right) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            return comparison.compare(left.in(instance), right.in(instance));
        }
    }

    /** A property is NULL. */
    record IsNull(PropertyPath property) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            return Truth.of(property.in(instance) == null);
        }
    }

    /** An embedded instance is of a class or of one derived from it. */
    record IsA(PropertyPath property, String className) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            return property.in(instance) instanceof CimInstance embedded
                    ? Truth.of(subclass.test(embedded.className(), className))
                    : Truth.UNKNOWN;
        }
    }

    /** A string is like a pattern. */
    record Like(PropertyPath property, LikePattern pattern) implements Condition {
        @Override
        public Truth judge(CimInstance instance, BiPredicate<String, String> subclass) {
            return property.in(instance) instanceof CimString string
                    ? Truth.of(pattern.matches(string.value()))
                    : Truth.UNKNOWN;
        }
    }

    /** One side of a comparison. */
    sealed interface Operand {
        /** Its value for an instance, or null. */
        @Nullable
        CimValue in(CimInstance instance);
    }

    /** A property's value. */
    record Property(PropertyPath path) implements Operand {
        @Override
        public @Nullable CimValue in(CimInstance instance) {
            return path.in(instance);
        }
    }

    /** A value that the query says. */
    record Literal(CimValue value) implements Operand {
        @Override
        public CimValue in(CimInstance instance) {
            return value;
        }
    }
}
