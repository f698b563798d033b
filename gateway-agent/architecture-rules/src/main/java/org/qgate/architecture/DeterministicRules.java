package org.qgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rules for code that one seed must replay exactly: the clock and every random bit come in as arguments.
 *
 * <p>Main classes and commands may read the clock, because they report how long a run took.
 */
public final class DeterministicRules {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system");

    private static final Set<String> ENTROPY = Set.of("java.lang.Math.random", "java.util.UUID.randomUUID");

    private static final Set<String> GENERATORS = Set.of("java.util.Random", "java.util.SplittableRandom");

    @ArchTest
    static final ArchRule theClockIsAnArgument = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .accessTargetWhere(calls("the system's clock", DeterministicRules::readsClock))
            .because("a run is replayed from its seed, and tests move time themselves");

    @ArchTest
    static final ArchRule randomnessIsAnArgument = noClasses()
            .should()
            .accessTargetWhere(calls("a source of entropy", DeterministicRules::drawsEntropy))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.security\\.SecureRandom|java\\.util\\.concurrent\\.ThreadLocalRandom")
            .because("a run is replayed from its seed, and the agent says where its entropy comes from");

    private DeterministicRules() {}

    private static DescribedPredicate<JavaAccess<?>> calls(String description, Predicate<CodeUnitCallTarget> matches) {
        return DescribedPredicate.describe(
                description, access -> access.getTarget() instanceof CodeUnitCallTarget target && matches.test(target));
    }

    private static boolean readsClock(CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        return CLOCKS.contains(owner + "." + target.getName())
                || (owner.startsWith("java.time.") && target.getName().equals("now"));
    }

    private static boolean drawsEntropy(CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        boolean unseeded = GENERATORS.contains(owner)
                && target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && target.getRawParameterTypes().isEmpty();
        return unseeded || ENTROPY.contains(owner + "." + target.getName());
    }
}
