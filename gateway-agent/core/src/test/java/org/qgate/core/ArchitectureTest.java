package org.qgate.core;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.qgate.architecture.CommonRules;
import org.qgate.architecture.DeterministicRules;
import org.qgate.architecture.SansIoRules;
import org.qgate.architecture.TestRules;

@AnalyzeClasses(packages = "org.qgate.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchTests tests = ArchTests.in(TestRules.class);

    @ArchTest
    static final ArchTests sansIo = ArchTests.in(SansIoRules.class);

    @ArchTest
    static final ArchTests deterministic = ArchTests.in(DeterministicRules.class);
}
