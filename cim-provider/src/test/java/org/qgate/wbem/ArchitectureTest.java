package org.qgate.wbem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.qgate.architecture.CommonRules;
import org.qgate.architecture.TestRules;

@AnalyzeClasses(
        packages = "org.qgate.wbem",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeGenerated.class})
class ArchitectureTest {
    /** What ANTLR writes follows its own rules. */
    static final class DoNotIncludeGenerated implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/mof/grammar/Mof");
        }
    }

    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchTests tests = ArchTests.in(TestRules.class);

    @ArchTest
    static final ArchRule theModelStandsAlone = noClasses()
            .that()
            .resideInAPackage("org.qgate.wbem.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("org.qgate.wbem.model..", "java..", "org.jspecify..")
            .because("everything else speaks in its values");

    @ArchTest
    static final ArchRule onlyHttpKnowsJetty = noClasses()
            .that()
            .resideOutsideOfPackage("org.qgate.wbem.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..")
            .because("the server behind it can be tested without one, and replaced");

    @ArchTest
    static final ArchRule onlyCimXmlParsesXml = noClasses()
            .that()
            .resideOutsideOfPackage("org.qgate.wbem.cimxml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..")
            .because("an XML parser is dangerous unless it is hardened, and one place is");
}
