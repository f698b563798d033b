package org.qgate.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.qgate.architecture.CommonRules;
import org.qgate.architecture.TestRules;

@AnalyzeClasses(packages = "org.qgate.fleet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchTests tests = ArchTests.in(TestRules.class);

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheWbemLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("org.qgate.fleet.wbem..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.metricshub..")
            .because("its defaults accept any server, and one place knows better");

    @ArchTest
    static final ArchRule gatewaysAreReachedOverTheNetworkOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.qgate.agent..", "org.qgate.control..", "org.qgate.core..", "org.qgate.wbem..")
            .because("the client must work with gateways of another release");

    @ArchTest
    static final ArchRule aTransactionHasNoClockAndAsksNobody = noClasses()
            .that()
            .haveSimpleName("LinkTransaction")
            .or()
            .haveSimpleName("TransactionEnd")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.util.concurrent..", "org.qgate.fleet.wbem..")
            .because("tests drive it through every fault in milliseconds");

    @ArchTest
    static final ArchRule onlyWiringChoosesTheAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("org.qgate.fleet.wbem..")
            .and()
            .doNotHaveSimpleName("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.qgate.fleet.wbem..")
            .because("what stands behind the port is decided in one place");
}
