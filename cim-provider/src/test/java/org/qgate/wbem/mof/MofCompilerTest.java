package org.qgate.wbem.mof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.schema.Schema;

class MofCompilerTest {
    private static Compilation compile(String text) throws Exception {
        return new MofCompiler(TextLibrary.of(text), "root/test").compile("t.mof");
    }

    private static Schema schema(String text) throws Exception {
        return Objects.requireNonNull(compile(text).schemas().get("root/test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    uint8    | 255                  | 255
                    sint8    | -128                 | -128
                    uint16   | +7                   | 7
                    uint32   | 0xCAFE               | 51966
                    sint32   | -0x10                | -16
                    uint16   | 0101b                | 5
                    uint16   | 0777                 | 511
                    uint64   | 18446744073709551615 | 18446744073709551615
                    sint64   | -9223372036854775808 | -9223372036854775808
                    real32   | 0.5                  | 0.5
                    real64   | -1.25E3              | -1250.0
                    real64   | .5                   | 0.5
                    real64   | 3                    | 3.0
                    boolean  | TRUE                 | true
                    boolean  | false                | false
                    char16   | 'x'                  | x
                    char16   | '\\x0041'            | A
                    char16   | '\\''                | '
                    string   | "a" "b" "c"          | abc
                    string   | "\\"q\\" \\\\ \\x41\\xe9" | "q" \\ Aé
                    string   | "// no /* comment"   | // no /* comment
                    datetime | "20261127153001.123456+000" | 20261127153001.123456+000
                    """)
    void readsEveryKindOfLiteral(String type, String literal, String value) throws Exception {
        Schema schema = schema("class A { [Key] string Id; " + type + " Value = " + literal + "; };");

        assertThat(schema.requireClass("A").property("Value").orElseThrow().value())
                .hasToString(value);
    }

    @Test
    void readsNullArraysAndSizes() throws Exception {
        CimClass type = schema("""
                        class A {
                            [Key] string Id;
                            uint16 Nothing = NULL;
                            uint16 Some[] = {1, NULL, 3};
                            string Four[4] = {};
                            uint8 Plain[];
                        };
                        """).requireClass("A");

        assertThat(value(type, "Nothing")).isNull();
        assertThat(((CimArray) Objects.requireNonNull(value(type, "Some"))).elements())
                .hasSize(3)
                .element(1)
                .isNull();
        assertThat(type.property("Four").orElseThrow().type()).hasToString("string[4]");
        assertThat(value(type, "Four")).isEqualTo(CimArray.of());
        assertThat(type.property("Plain").orElseThrow().type().array()).isTrue();
    }

    private static org.qgate.wbem.model.@org.jspecify.annotations.Nullable CimValue value(CimClass type, String name) {
        return type.property(name).orElseThrow().value();
    }

    @Test
    void wordsOfTheLanguageAreNamesWhereNamesStand() throws Exception {
        CimClass type = schema("""
                        class Instance {
                            [Key] string Qualifier;
                            string Scope; boolean Any; uint8 of; uint8 As; uint8 ref;
                        };
                        """).requireClass("instance");

        assertThat(type.properties())
                .extracting(CimProperty::name)
                .containsExactly("Qualifier", "Scope", "Any", "of", "As", "ref");
    }

    @Test
    void passesQualifiersOnByTheirFlavor() throws Exception {
        Schema schema = schema("""
                [Abstract, Description("top")]
                class A {
                    [Key, Description("the key") : Restricted, MaxLen(9)] string Id;
                    [Description("kept"), ValueMap {"1"}] uint16 State = 1;
                };
                class B : A {
                    [Override("State"), Description("changed")] uint16 State = 2;
                    [Description("new")] string More;
                };
                """);
        CimClass type = schema.requireClass("B");
        CimProperty id = type.property("Id").orElseThrow();
        CimProperty state = type.property("State").orElseThrow();

        assertThat(type.isAbstract()).isFalse();
        assertThat(type.qualifier("Description").orElseThrow().value()).hasToString("top");
        assertThat(type.qualifier("Description").orElseThrow().flavor()).isEqualTo(new Flavor(true, true, true));
        assertThat(id.isKey()).isTrue();
        assertThat(id.qualifier("Description")).isEmpty();
        assertThat(id.qualifier("MaxLen").orElseThrow().propagated()).isTrue();
        assertThat(id.propagated()).isTrue();
        assertThat(state.propagated()).isFalse();
        assertThat(state.classOrigin()).isEqualTo("A");
        assertThat(state.value()).hasToString("2");
        assertThat(state.qualifiers())
                .extracting(CimQualifier::name)
                .containsExactly("Override", "Description", "ValueMap");
        assertThat(type.property("More").orElseThrow().classOrigin()).isEqualTo("B");
        assertThat(schema.subclasses("a", true)).containsExactly(type);
    }

    @Test
    void readsMethodsAndTheirParameters() throws Exception {
        CimClass type = schema("""
                        class A {
                            [Key] string Id;
                            uint32 Start([In, Out] A REF Job[], [In(false), Out] string Text[], uint16 Level);
                            boolean Stop();
                        };
                        """).requireClass("A");

        assertThat(type.method("start").orElseThrow().parameters())
                .extracting(
                        parameter -> parameter.name() + " " + parameter.type() + parameter.isIn() + parameter.isOut())
                .containsExactly("Job A REF[]truetrue", "Text string[]falsetrue", "Level uint16truefalse");
        assertThat(type.method("Stop").orElseThrow().returnType())
                .isEqualTo(DataType.of(org.qgate.wbem.model.CimType.BOOLEAN));
    }

    @Test
    void makesInstancesWithDefaultsPathsAndAliases() throws Exception {
        Compilation compiled = compile("""
                class A { [Key] uint16 Id; string Name = "none"; string Words[]; };
                [Association] class Tie { [Key] A REF Left; [Key] A REF Right; };
                class Box { [Key] string Id; [EmbeddedInstance("A")] string Inside; };
                instance of A as $One { Id = 1; Words = {"x", "y"}; };
                instance of A as $Two { Id = 2; Name = "two"; };
                instance of Tie { Left = $One; Right = "A.Id=2"; };
                instance of Box { Id = "b"; Inside = $two; };
                """);

        CimObjectPath one =
                CimObjectPath.of("root/test", "A", new KeyBinding("Id", org.qgate.wbem.model.CimInteger.uint16(1)));
        assertThat(compiled.instances()).hasSize(4);
        CimInstance first = compiled.instances().get(0);
        assertThat(first.path()).isEqualTo(one);
        assertThat(first.string("Name")).contains("none");
        assertThat(first.value("Words")).contains(CimArray.of(new CimString("x"), new CimString("y")));
        CimInstance tie = compiled.instances().get(2);
        assertThat(tie.reference("Left")).contains(one);
        assertThat(tie.reference("Right"))
                .contains(Objects.requireNonNull(compiled.instances().get(1).path()));
        assertThat(compiled.instances().get(3).value("Inside"))
                .contains(compiled.instances().get(1).withPath(null));
    }

    @Test
    void aNamespaceHoldsUntilTheEndOfItsText() throws Exception {
        TextLibrary library = new TextLibrary(Map.of(
                "main.mof",
                "#pragma include(\"sub/one.mof\")\n" + TextLibrary.QUALIFIERS + "class Main { [Key] string Id; };",
                "sub/one.mof",
                "#pragma namespace(\"/root/one/\")\n#pragma locale(\"en\")\n#pragma include(\"../two.mof\")\n",
                "two.mof",
                "\uFEFF" + TextLibrary.QUALIFIERS + "class Two { [Key] string Id; };"));

        Compilation compiled = new MofCompiler(library, "root/main").compile("main.mof");

        assertThat(compiled.schemas()).containsOnlyKeys("root/one", "root/main");
        assertThat(Objects.requireNonNull(compiled.schemas().get("root/one")).findClass("Two"))
                .isPresent();
        assertThat(Objects.requireNonNull(compiled.schemas().get("root/main")).findClass("Main"))
                .isPresent();
    }

    @Test
    void classesThatReferencesLeadToMayComeLater() throws Exception {
        assertThat(schema(
                                "class A { [Key] string Id; uint32 Go([Out] Later REF Job); }; class Later { [Key] string Id; };")
                        .findClass("Later"))
                .isPresent();
    }
}
