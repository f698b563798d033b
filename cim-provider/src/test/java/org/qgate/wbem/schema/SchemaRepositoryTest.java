package org.qgate.wbem.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;
import org.qgate.wbem.model.QualifierScope;

class SchemaRepositoryTest {
    private static final CimQualifierType KEY = new CimQualifierType(
            "Key",
            DataType.of(CimType.BOOLEAN),
            CimBoolean.FALSE,
            Set.of(QualifierScope.PROPERTY),
            new Flavor(false, true, false));
    private static final CimQualifierType DESCRIPTION = new CimQualifierType(
            "Description", DataType.of(CimType.STRING), null, EnumSet.allOf(QualifierScope.class), Flavor.DEFAULT);

    private final SchemaRepository repository = new SchemaRepository(
            Map.of("root/Test", Schema.empty().withQualifierType(KEY).withQualifierType(DESCRIPTION)));

    private static CimClass type(
            String name, @org.jspecify.annotations.Nullable String superclass, String... properties) {
        List<CimProperty> all = java.util.Arrays.stream(properties)
                .map(property -> CimProperty.of(property, DataType.of(CimType.STRING), null)
                        .withQualifiers(
                                property.equals("Id")
                                        ? List.of(new CimQualifier(
                                                "Key", KEY.type(), CimBoolean.TRUE, KEY.flavor(), false))
                                        : List.of()))
                .toList();
        return new CimClass(name, superclass, List.of(), all, List.of());
    }

    private static void assertStatus(CimStatus status, Executable change) {
        assertThatThrownBy(change::execute)
                .isInstanceOfSatisfying(
                        CimException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void readersKeepTheSchemaTheyHave() throws CimException {
        Schema before = repository.require("/ROOT/test");
        repository.change("root/test", schema -> schema.withNewClass(type("A", null, "Id")));

        assertThat(before.findClass("A")).isEmpty();
        assertThat(repository.require("root/test").findClass("a")).isPresent();
        assertThat(repository.namespaces()).containsExactly("root/Test");
    }

    @Test
    void changingAClassChangesWhatItsSubclassesInherit() throws CimException {
        repository.change(
                "root/test",
                schema -> schema.withNewClass(type("A", null, "Id"))
                        .withNewClass(type("B", "A", "Own"))
                        .withNewClass(type("C", "B"))
                        .withChangedClass(type("A", null, "Id", "Late")));

        CimClass leaf = repository.require("root/test").requireClass("C");
        assertThat(leaf.properties()).extracting(CimProperty::name).containsExactly("Id", "Late", "Own");
        assertThat(leaf.keys()).hasSize(1);
    }

    @Test
    void refusesWithTheStatusThatTheStandardNames() throws CimException {
        repository.change(
                "root/test",
                schema -> schema.withNewClass(type("A", null, "Id")).withNewClass(type("B", "A")));

        assertStatus(CimStatus.INVALID_NAMESPACE, () -> repository.require("root/none"));
        assertStatus(CimStatus.INVALID_NAMESPACE, () -> repository.change("none", schema -> schema));
        change(CimStatus.ALREADY_EXISTS, schema -> schema.withNewClass(type("a", null, "Id")));
        change(CimStatus.INVALID_SUPERCLASS, schema -> schema.withNewClass(type("C", "None", "Id")));
        change(CimStatus.INVALID_PARAMETER, schema -> schema.withNewClass(type("C", null, "Name")));
        change(CimStatus.INVALID_SUPERCLASS, schema -> schema.withChangedClass(type("B", null, "Id")));
        change(CimStatus.INVALID_CLASS, schema -> schema.withChangedClass(type("C", null, "Id")));
        change(CimStatus.CLASS_HAS_CHILDREN, schema -> schema.withoutClass("A"));
        change(CimStatus.INVALID_CLASS, schema -> schema.withoutClass("C"));
        change(CimStatus.NOT_FOUND, schema -> schema.withoutQualifierType("None"));
        repository.change("root/test", schema -> schema.withoutClass("b").withoutClass("a"));
        repository.change("root/test", schema -> schema.withoutQualifierType("DESCRIPTION"));
        assertThat(repository.require("root/test").classes()).isEmpty();
        assertThat(repository.require("root/test").qualifierTypes()).containsExactly(KEY);
    }

    private void change(CimStatus expected, SchemaRepository.Change change) {
        assertStatus(expected, () -> repository.change("root/test", change));
    }

    @Test
    void aQualifierThatMayNotBeOverriddenStaysAsItIs() {
        CimClass top = type("A", null, "Id");
        CimProperty other = CimProperty.of("Id", DataType.of(CimType.STRING), null)
                .withQualifiers(List.of(new CimQualifier("Key", KEY.type(), CimBoolean.FALSE, KEY.flavor(), false)));
        CimClass below = new CimClass("B", "A", List.of(), List.of(other), List.of());

        assertThatThrownBy(
                        () -> repository.require("root/test").withNewClass(top).withNewClass(below))
                .hasMessageContaining("may not be overridden");
    }

    @Test
    void subclassesAreFoundAtOneLevelOrAtAll() throws CimException {
        Schema schema = repository
                .require("root/test")
                .withNewClass(type("A", null, "Id"))
                .withNewClass(type("B", "A"))
                .withNewClass(type("C", "B"));

        assertThat(schema.subclasses(null, false)).extracting(CimClass::name).containsExactly("A");
        assertThat(schema.subclasses(null, true)).extracting(CimClass::name).containsExactly("A", "B", "C");
        assertThat(schema.subclasses("a", false)).extracting(CimClass::name).containsExactly("B");
        assertThat(schema.isSubclass("c", "A")).isTrue();
        assertThat(schema.isSubclass("A", "C")).isFalse();
    }

    @Test
    void pathsAreReadInTheTypesOfTheClass() throws CimException {
        Schema schema = repository.require("root/test").withNewClass(type("A", null, "Id"));
        ObjectPathReader reader = new ObjectPathReader(schema);

        assertThat(reader.read("//host:5989/root/test:A.Id=\"a.b,c=\\\"d\\\"\""))
                .hasToString("//host:5989/root/test:A.Id=\"a.b,c=\\\"d\\\"\"");
        assertThat(reader.read("A.id=5").key("Id")).contains(new CimString("5"));
        assertThat(reader.read("B.N=5,T=TRUE,S=\"x\",C='y',M=-1")).hasToString("B.N=5,T=TRUE,S=\"x\",C='y',M=-1");
        assertThat(reader.read("root/test:A").keys()).isEmpty();
        for (String bad : List.of("", "//host", "A.Id", "A.=1", "1A.Id=1", "A.Id=\"1\",", "B.N=x")) {
            assertThatThrownBy(() -> reader.read(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
