package org.qgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("org.qgate.architecture.planted");

    private static final JavaClasses RULES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.qgate.architecture");

    static Stream<Arguments> rulesAndWhatTheyObjectTo() {
        return Stream.of(
                Arguments.of(CommonRules.packagesAreNullMarked, "no @NullMarked package-info.java"),
                Arguments.of(CommonRules.packagesFormNoCycle, "Cycle detected"),
                Arguments.of(CommonRules.onlyLinuxCallsNativeCode, "callsNativeCode"),
                Arguments.of(CommonRules.loggersArePrivateConstants, "Offender.visible"),
                Arguments.of(CommonRules.onlyCommandLinesPrint, "prints()"),
                Arguments.of(CommonRules.nothingIsSerialisedByJava, "serialises()"),
                Arguments.of(CommonRules.nothingIsReflective, "reflects()"),
                Arguments.of(CommonRules.keysAreNotFieldsOnTheHeap, "sessionKey"),
                Arguments.of(CommonRules.stateIsNotStatic, "Offender.shared"),
                Arguments.of(DeterministicRules.theClockIsAnArgument, "readsTheClock()"),
                Arguments.of(DeterministicRules.randomnessIsAnArgument, "drawsEntropy()"),
                Arguments.of(SansIoRules.noInputOrOutput, "serialises()"),
                Arguments.of(SansIoRules.noThreads, "waits()"),
                Arguments.of(SansIoRules.nothingButTheJdk, "callsNativeCode()"),
                Arguments.of(
                        classes().should(Conditions.buildNoAdapterOfAnotherPackage("org.qgate.architecture.planted")),
                        "Builder.build()"));
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhatTheyObjectTo")
    void findsThePlantedViolation(ArchRule rule, String violation) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violation);
    }

    @Test
    void acceptsCleanClasses() {
        assertThat(CommonRules.packagesAreNullMarked.evaluate(RULES).hasViolation())
                .isFalse();
        assertThat(CommonRules.onlyCommandLinesPrint.evaluate(RULES).hasViolation())
                .isFalse();
        assertThat(CommonRules.nothingIsReflective.evaluate(RULES).hasViolation())
                .isFalse();
    }
}
