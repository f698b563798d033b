package org.qgate.wbem.mof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MofProblemsTest {
    private static MofException failure(String text) {
        return catchThrowableOfType(
                MofException.class, () -> new MofCompiler(TextLibrary.of(text), "root/test").compile("t.mof"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    class A { string Id; };                                          | 2:7  | has no key
                    class A { [Key] string Id[]; };                                  | 2:24 | is an array and so cannot be a key
                    class A : None { [Key] string Id; };                             | 2:7  | superclass None is not known
                    class A { [Key] string Id; string id; };                         | 2:35 | stands twice
                    class A { [Key, Key] string Id; };                               | 2:17 | qualifier Key stands twice
                    class A { [Kee] string Id; };                                    | 2:12 | qualifier Kee is not declared
                    class A { [Key("x")] string Id; };                               | 2:16 | a string is no value of type boolean
                    class A { [Key, MaxLen(-1)] string Id; };                        | 2:24 | outside uint32
                    class A { [Key, ValueMap("1")] string Id; };                     | 2:17 | write its value in {...}
                    class A { [Key, Association] string Id; };                       | 2:37 | may not stand on a property
                    [Association] class A { [Key] A REF L; };                        | 2:21 | needs two references at least
                    class A { [Key] string Id; A REF B; };                           | 2:34 | only an association may have
                    class A { [Key] string Id; None REF B; };                        | 2:37 | there is no class None
                    class A { [Key] string Id; uint8 B = 256; };                     | 2:38 | 256 is outside uint8
                    class A { [Key] string Id; uint8 B = -1; };                      | 2:38 | -1 is outside uint8
                    class A { [Key] string Id; uint8 B = "1"; };                     | 2:38 | a string is no value of type uint8
                    class A { [Key] string Id; uint8 B = {1}; };                     | 2:38 | is no value of type uint8
                    class A { [Key] string Id; uint8 B[] = 1; };                     | 2:40 | an array is initialised by {...}
                    class A { [Key] string Id; uint8 B[0]; };                        | 2:35 | size of an array must be positive
                    class A { [Key] string Id; datetime D = "yesterday"; };          | 2:41 | is not a datetime
                    class A { [Key] string Id; boolean B = 1; };                     | 2:40 | 1 is no value of type boolean
                    class A { [Key] string Id; [EmbeddedInstance("A")] uint8 B; };   | 2:58 | its type must be string
                    class A { [Key] string Id; [Override("Id")] string B; };         | 2:52 | there is no superclass
                    class A { [Key] string Id = $x; };                               | 2:29 | an alias can only stand in an instance
                    class A { [Key] string Id; }; class A { [Key] string Id; };      | 2:37 | class A is declared twice
                    class A { [Key] string Id; }; class B : A { string Id; };        | 2:52 | to change it, qualify it Override
                    class A { [Key] string Id; }; class B : A { [Key] string C; };   | 2:58 | cannot become a key
                    class A { [Key] string Id; }; class B : A { [Override("Id")] uint8 Id; }; | 2:68 | overrides an element of type string
                    class A { [Key] string Id; }; [Association] class B : A { [Key] A REF L; [Key] A REF R; }; | 2:51 | cannot descend from A
                    [Terminal] class A { [Key] string Id; }; class B : A { };        | 2:48 | can have no subclass
                    instance of A { };                                               | 2:13 | there is no class A
                    class A { [Key] string Id; }; instance of A { };                 | 2:43 | needs a value for Id
                    class A { [Key] string Id; }; instance of A { Id = "x"; No = 1; }; | 2:57 | A has no property No
                    class A { [Key] string Id; }; instance of A { Id = $y; };        | 2:52 | there is no instance of alias $y
                    [Abstract] class A { [Key] string Id; }; instance of A { Id = "x"; }; | 2:54 | has no instances
                    #pragma include("none.mof")                                      | 2:17 | there is no file none.mof
                    #pragma include("../etc/passwd")                                 | 2:17 | leads out of the library
                    #pragma include("t.mof")                                         | 2:17 | includes itself
                    #pragma namespace("/")                                           | 2:19 | a namespace needs a name
                    Qualifier X : boolean = 1, Scope(any);                           | 2:25 | 1 is no value of type boolean
                    Qualifier X : boolean, Scope(any), Flavor(ToSubclass, Restricted); | 2:43 | exclude one another
                    class A { [Key] string Id }                                      | 2:27 | no viable alternative
                    class { [Key] string Id; };                                      | 2:7  | '{'
                    class A { [Key] string Id; string B = "open; };                  | 2:39 | token recognition error
                    class A { [Key] string Id; }                                     | 3:1  | missing ';'
                    """)
    void saysWhatIsWrongAndWhere(String text, String place, String message) {
        MofException failure = failure(text + "\n");

        assertThat(failure).as(text).isNotNull();
        assertThat(failure.problems())
                .as(failure.getMessage())
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("t.mof:" + place + ": ")
                        .contains(message));
    }

    @Test
    void tellsOfManyInOneRun() {
        MofException failure = failure("""
                class A { [Key] string Id; uint8 X = 999; };
                class B : Missing { [Key] string Id; };
                clas C { };
                class D { [Kee] string Id; uint8 = 2; };
                class E { [Key] string Id; boolean B = 7; };
                """);

        assertThat(failure.problems()).extracting(MofProblem::line).contains(2, 3, 4, 6);
        assertThat(failure.problems()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void stopsAfterAHundredProblems() {
        MofException failure = failure("class A { [Kee] string Id; };\n".repeat(500));

        assertThat(failure.problems()).hasSize(Problems.MAX);
    }

    @Test
    void includesStandNoDeeperThanTheBound() {
        MofLibrary endless = path -> java.util.Optional.of("#pragma include(\"x" + path + "\")");

        assertThatThrownBy(() -> new MofCompiler(endless, "root/test").compile("t.mof"))
                .isInstanceOf(MofException.class)
                .hasMessageContaining("deeper than " + MofCompiler.INCLUDE_DEPTH_MAX);
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThatThrownBy(() -> new MofCompiler(new TextLibrary(Map.of()), "root/test").compile("a.mof"))
                .hasMessage("a.mof:1:1: there is no such file");
    }

    @Test
    void readsABrokenPlaceInAnotherFileByItsOwnName() {
        TextLibrary library =
                new TextLibrary(Map.of("a/b.mof", "\n\n  class {", "m.mof", "#pragma include(\"a/b.mof\")"));

        assertThatThrownBy(() -> new MofCompiler(library, "root/test").compile("m.mof"))
                .hasMessageContaining("a/b.mof:3:9: ");
    }
}
