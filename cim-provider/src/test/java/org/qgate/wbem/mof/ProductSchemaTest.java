package org.qgate.wbem.mof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.schema.Schema;

/** The whole of mof/ compiles, and its DMTF classes are those of the DMTF. */
class ProductSchemaTest {
    private static final Compilation PRODUCT = compile();

    private static Compilation compile() {
        try {
            return MofCompiler.compileProduct();
        } catch (MofException | IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static Schema schema(String namespace) {
        return Objects.requireNonNull(PRODUCT.schemas().get(namespace));
    }

    static List<String> dmtfClasses() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        ProductSchemaTest.class.getResourceAsStream("/org/qgate/wbem/schema/dmtf-classes.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @BeforeAll
    static void theTableHoldsWhatItShould() throws IOException {
        assertThat(dmtfClasses()).hasSize(155);
    }

    @Test
    void makesTwoNamespaces() {
        assertThat(PRODUCT.schemas()).containsOnlyKeys("root/qgate", "root/interop");
        assertThat(schema("root/qgate").classes()).hasSizeGreaterThan(170);
        assertThat(schema("root/interop").findClass("QGATE_ObjectManager")).isPresent();
        assertThat(schema("root/interop").findClass("QGATE_Link")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dmtfClasses")
    void dmtfClassesHaveTheirNamesParentsKeysAndTypes(String line) {
        String[] fields = line.split("\\|", -1);
        CimClass type = schema("root/qgate").findClass(fields[0]).orElseThrow();

        assertThat(type.name()).isEqualTo(fields[0]);
        assertThat(flags(type)).isEqualTo(fields[1]);
        assertThat(type.superclass() == null ? "" : type.superclass()).isEqualTo(fields[2]);
        assertThat(type.keys().stream().map(CimProperty::name).sorted().collect(Collectors.joining(",")))
                .isEqualTo(fields[3]);
        for (String property : words(fields[4], ";")) {
            checkProperty(type, property);
        }
        for (String method : words(fields[5], ";")) {
            String name = method.substring(method.indexOf(' ') + 1, method.indexOf('('));
            assertThat(signature(type.method(name).orElseThrow())).isEqualTo(method);
        }
        assertThat(type.properties().stream()
                        .filter(property -> !property.propagated()
                                && property.qualifier("Override").isEmpty())
                        .map(CimProperty::name))
                .allMatch(own -> fields[4].matches("(.*;)?[^;]* " + own + "([:=;].*)?"), "declared in the table");
    }

    private static void checkProperty(CimClass type, String line) {
        int space = line.lastIndexOf(' ', line.indexOf('=') < 0 ? line.length() : line.indexOf('='));
        String declared = line.substring(0, space);
        String rest = line.substring(space + 1);
        String value = rest.contains("=") ? rest.substring(rest.indexOf('=') + 1) : null;
        String[] name = (value == null ? rest : rest.substring(0, rest.indexOf('='))).split(":", 2);
        String marks = name.length > 1 ? name[1] : "";
        CimProperty property = type.property(name[0]).orElseThrow();

        assertThat(property.propagated()).as(line).isFalse();
        assertThat(typeOf(property.type())).as(line).isEqualTo(declared);
        if (!property.type().toString().endsWith("REF")) {
            assertThat(property.isKey()).as(line).isEqualTo(marks.contains("K"));
        }
        if (marks.contains("R")) {
            assertThat(property.has("Required")).as(line).isTrue();
        }
        assertThat(property.has("Write")).as(line).isEqualTo(marks.contains("W"));
        if (value != null) {
            assertThat(String.valueOf(property.value())).as(line).isEqualToIgnoringCase(value);
        }
    }

    private static String typeOf(DataType type) {
        return type.type() == CimType.REFERENCE
                ? type.referenceClass() + " REF" + (type.array() ? "[]" : "")
                : type.toString();
    }

    private static String signature(CimMethod method) {
        return method.returnType() + " " + method.name() + "("
                + method.parameters().stream().map(ProductSchemaTest::parameter).collect(Collectors.joining(",")) + ")";
    }

    private static String parameter(CimParameter parameter) {
        String direction = parameter.isIn() ? parameter.isOut() ? "inout" : "in" : "out";
        return direction + " " + typeOf(parameter.type()) + " " + parameter.name();
    }

    private static String flags(CimClass type) {
        List<String> flags = new ArrayList<>();
        if (type.isAbstract()) {
            flags.add("abstract");
        }
        if (type.isAssociation()) {
            flags.add("assoc");
        }
        if (type.isIndication()) {
            flags.add("indication");
        }
        return String.join(",", flags);
    }

    private static List<String> words(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/qgate", "root/interop"})
    void everythingIsDescribed(String namespace) {
        List<String> silent = new ArrayList<>();
        for (CimClass type : schema(namespace).classes()) {
            if (type.qualifier("Description").isEmpty()) {
                silent.add(type.name());
            }
            type.properties().stream()
                    .filter(property -> property.qualifier("Description").isEmpty())
                    .forEach(property -> silent.add(type.name() + "." + property.name()));
            type.methods().stream()
                    .filter(method -> method.qualifier("Description").isEmpty())
                    .forEach(method -> silent.add(type.name() + "." + method.name()));
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void ownClassesDescendFromDmtfClasses() {
        for (String namespace : PRODUCT.schemas().keySet()) {
            Schema schema = schema(namespace);
            for (CimClass type : schema.classes()) {
                if (type.name().startsWith("QGATE_")) {
                    assertThat(String.valueOf(type.superclass()))
                            .as(type.name())
                            .startsWith("CIM_");
                }
            }
        }
    }

    @Test
    void valueMapsAndValuesAreOfOneLength() {
        for (CimClass type : schema("root/qgate").classes()) {
            for (CimProperty property : type.properties()) {
                assertThat(length(property, "ValueMap"))
                        .as(type.name() + "." + property.name())
                        .isEqualTo(length(property, "Values"));
            }
        }
    }

    private static int length(CimProperty property, String qualifier) {
        return property.qualifier(qualifier)
                .map(found -> found.value() instanceof org.qgate.wbem.model.CimArray array
                        ? array.elements().size()
                        : -1)
                .orElse(-1);
    }

    @Test
    void defaultsAndPropagatedQualifiersReachTheProductsClasses() {
        CimClass gateway = schema("root/qgate").findClass("qgate_gateway").orElseThrow();
        CimProperty state = gateway.property("EnabledState").orElseThrow();

        assertThat(state.value()).isEqualTo(CimInteger.uint16(5));
        assertThat(state.classOrigin()).isEqualTo("CIM_EnabledLogicalElement");
        assertThat(state.propagated()).isTrue();
        assertThat(state.qualifier("ValueMap").orElseThrow().propagated()).isTrue();
        assertThat(gateway.qualifier("Abstract")).isEmpty();
    }
}
