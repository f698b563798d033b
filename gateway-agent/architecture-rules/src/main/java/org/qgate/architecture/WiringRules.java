package org.qgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for a program that puts adapters around the core. */
public final class WiringRules {
    @ArchTest
    static final ArchRule onlyWiringBuildsAdapters = classes()
            .that()
            .haveSimpleNameNotEndingWith("Wiring")
            .should(Conditions.buildNoAdapterOfAnotherPackage("org.qgate.core.port"))
            .because("which adapter stands behind a port is decided in one place that can be read in a minute");

    private WiringRules() {}
}
