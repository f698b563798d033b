package org.qgate.control;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.qgate.architecture.CommonRules;
import org.qgate.architecture.TestRules;

@AnalyzeClasses(packages = "org.qgate.control", importOptions = ImportOption.DoNotIncludeTests.class)
class ControlArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchTests TESTS = ArchTests.in(TestRules.class);
}
