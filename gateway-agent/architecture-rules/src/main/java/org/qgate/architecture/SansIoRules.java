package org.qgate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/** Rules for the protocol core: it computes, and everything that happens comes in and goes out as values. */
public final class SansIoRules {
    @ArchTest
    static final ArchRule noInputOrOutput = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.sql.."))
            .because("the simulator and the agent must run the same code");

    @ArchTest
    static final ArchRule noThreads = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..").and(not(equivalentTo(TimeUnit.class))))
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|Runtime|Process|ProcessBuilder)|java\\.util\\.Timer")
            .because("one caller at a time owns the core, so that nothing in it can race");

    @ArchTest
    static final ArchRule nothingButTheJdk = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("org.qgate.core..", "java..", "javax.crypto..", "org.jspecify.."))
            .because("the core is to be read, tested and trusted alone");

    private SansIoRules() {}
}
