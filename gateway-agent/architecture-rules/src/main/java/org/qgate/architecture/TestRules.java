package org.qgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;

/**
 * Rules for the test classes of the module that runs them: no test may go unnoticed.
 *
 * <p>They read the module's own test classes, whatever classes the including test analyses.
 */
public final class TestRules {
    private static final DescribedPredicate<JavaClass> HOLD_TESTS = DescribedPredicate.describe(
            "hold tests",
            type -> !type.isNestedClass()
                    && type.getAllMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)));

    /** The second needs the lab's own kernel, and so a profile beside {@code lab}. */
    private static final Set<String> LAB_TAGS = Set.of("lab", "own-kernel");

    private static final DescribedPredicate<JavaClass> BOOT_THE_LAB = DescribedPredicate.describe(
            "boot the lab",
            type -> type.isAnnotatedWith(Tag.class)
                    && LAB_TAGS.contains(type.getAnnotationOfType(Tag.class).value()));

    private TestRules() {}

    @ArchTest
    static void everyTestClassIsFoundByTheBuild(JavaClasses ignored) {
        classes()
                .that(HOLD_TESTS)
                .should()
                .haveNameMatching(".*(Test|LabIT)")
                .because("the build runs classes by their names and says nothing of others")
                .check(ownTests());
    }

    @ArchTest
    static void labTestsAreTaggedAndNamedSo(JavaClasses ignored) {
        classes()
                .that(HOLD_TESTS.and(BOOT_THE_LAB))
                .should()
                .haveSimpleNameEndingWith("LabIT")
                .because("tests that boot a kernel run after everything is packaged")
                .check(ownTests());
        classes()
                .that(HOLD_TESTS)
                .and()
                .haveSimpleNameEndingWith("LabIT")
                .should(ArchConditions.be(BOOT_THE_LAB))
                .because("without one of the tags " + LAB_TAGS + " the build would not run them")
                .check(ownTests());
    }

    @ArchTest
    static void noTestIsDisabled(JavaClasses ignored) {
        noClasses().should().beAnnotatedWith(Disabled.class).check(ownTests());
        noMethods().should().beAnnotatedWith(Disabled.class).check(ownTests());
    }

    private static JavaClasses ownTests() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("org.qgate");
    }
}
