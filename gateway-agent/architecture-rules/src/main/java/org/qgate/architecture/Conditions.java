package org.qgate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Conditions that ArchUnit's own vocabulary lacks. */
final class Conditions {
    private Conditions() {}

    static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type,
                        marked,
                        "package %s of %s has %s @NullMarked package-info.java"
                                .formatted(type.getPackageName(), type.getName(), marked ? "a" : "no")));
            }
        };
    }

    /** Holds for a class that calls no constructor of a port's implementation in another package. */
    static ArchCondition<JavaClass> buildNoAdapterOfAnotherPackage(String portPackage) {
        return new ArchCondition<>("build no implementation of a port of " + portPackage + " from another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
                    JavaClass built = call.getTargetOwner();
                    boolean foreign = !built.getPackageName().equals(type.getPackageName());
                    if (foreign && implementsPort(built, portPackage)) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean implementsPort(JavaClass type, String portPackage) {
        return !type.getPackageName().equals(portPackage)
                && type.getAllRawInterfaces().stream()
                        .anyMatch(port -> port.getPackageName().equals(portPackage));
    }
}
