package org.qgate.agent;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.qgate.architecture.CommonRules;
import org.qgate.architecture.TestRules;
import org.qgate.architecture.WiringRules;

@AnalyzeClasses(packages = "org.qgate.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchTests tests = ArchTests.in(TestRules.class);

    @ArchTest
    static final ArchTests wiring = ArchTests.in(WiringRules.class);
}
