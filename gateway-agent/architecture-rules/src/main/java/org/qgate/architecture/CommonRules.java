package org.qgate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for the production classes of every module. */
public final class CommonRules {
    private static final DescribedPredicate<JavaClass> SPEAKS_TO_A_TERMINAL = resideInAnyPackage(
                    "org.qgate.agent.ctl..", "org.qgate.simulator.cli..", "org.qgate.lab..")
            .or(DescribedPredicate.describe(
                    "are a main class or one of its commands",
                    type -> outermost(type).getSimpleName().matches(".*(Main|Command)")));

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(Conditions.resideInANullMarkedPackage())
            .because("NullAway only guards packages whose package-info says @NullMarked");

    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching("org.qgate.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that needs its user cannot be read, tested or moved alone");

    @ArchTest
    static final ArchRule onlyLinuxCallsNativeCode = noClasses()
            .that(resideInAPackage("org.qgate..").and(DescribedPredicate.not(resideInAPackage("org.qgate.linux.."))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("jnr..", "com.kenai.jffi.."))
            .because("native calls and their memory are checked in one module");

    @ArchTest
    static final ArchRule loggersArePrivateConstants = fields().that()
            .haveRawType("org.slf4j.Logger")
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal();

    @ArchTest
    static final ArchRule onlyCommandLinesPrint = noClasses()
            .that(DescribedPredicate.not(SPEAKS_TO_A_TERMINAL))
            .should(ACCESS_STANDARD_STREAMS)
            .because("a daemon logs; what is printed has no level, no time and no reader");

    @ArchTest
    static final ArchRule nothingIsSerialisedByJava = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are Java's object streams",
                    type -> type.getName()
                            .matches("java\\.io\\.(ObjectInputStream|ObjectOutputStream|ObjectInput|ObjectOutput"
                                    + "|Externalizable)")))
            .because("reading objects from bytes runs code that the sender chose");

    @ArchTest
    static final ArchRule nothingIsReflective = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .because("what calls what must be visible to the compiler");

    @ArchTest
    static final ArchRule keysAreNotFieldsOnTheHeap = noFields()
            .that()
            .haveRawType(byte[].class)
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.not(resideInAPackage("org.qgate..secret..")))
            .should()
            .haveNameMatching("(?i).*(key|secret)(s|bytes|material)?")
            .because("the garbage collector copies arrays and wipes none of the copies");

    @ArchTest
    static final ArchRule stateIsNotStatic = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("static state outlives its owner and couples tests to one another");

    private CommonRules() {}

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
