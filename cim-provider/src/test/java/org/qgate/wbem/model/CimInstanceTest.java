package org.qgate.wbem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CimInstanceTest {
    private static final CimInstance LINK = CimInstance.builder("QGATE_Link")
            .set("Name", "ab")
            .uint16("State", 2)
            .uint64("Bytes", 12)
            .set("Nothing", DataType.of(CimType.STRING), null)
            .set("Up", true)
            .keys("root/qgate", "name")
            .build();

    @Test
    void isReadByNamesInAnyCase() {
        assertThat(LINK.string("NAME")).contains("ab");
        assertThat(LINK.value("state")).contains(CimInteger.uint16(2));
        assertThat(LINK.value("nothing")).isEmpty();
        assertThat(LINK.property("nothing")).isPresent();
        assertThat(LINK.property("none")).isEmpty();
        assertThat(LINK.reference("Name")).isEmpty();
    }

    @Test
    void namesItselfByItsKeys() {
        assertThat(LINK.path())
                .isEqualTo(CimObjectPath.of("root/qgate", "QGATE_Link", new KeyBinding("Name", new CimString("ab"))));
        assertThatThrownBy(() -> CimInstance.builder("A").keys("root/qgate", "Name"))
                .hasMessageContaining("A has no value for its key Name");
    }

    @Test
    void refusesAPropertyTwice() {
        CimInstance.Builder twice = CimInstance.builder("A").set("B", "1").set("b", "2");

        assertThatThrownBy(twice::build).hasMessage("property 'b' stands twice");
    }

    @Test
    void losesPropertiesByFilterAndKeepsItsPath() {
        CimInstance little = LINK.filter(property -> property.name().equals("Up"));

        assertThat(little.properties()).hasSize(1);
        assertThat(little.path()).isEqualTo(LINK.path());
        assertThat(little.withPath(null).path()).isNull();
    }

    @Test
    void qualifiersAreFoundOnClassesAndTheirElements() {
        CimProperty key = CimProperty.of("Id", new CimString(""))
                .withQualifiers(List.of(CimQualifier.of("Key", CimBoolean.TRUE)));
        CimParameter out = new CimParameter(
                "Job",
                DataType.referenceTo("CIM_ConcreteJob"),
                List.of(CimQualifier.of("IN", CimBoolean.FALSE), CimQualifier.of("Out", CimBoolean.TRUE)));
        CimMethod start = new CimMethod("Start", DataType.of(CimType.UINT32), List.of(out), "A", false, List.of());
        CimClass type = new CimClass(
                "A", null, List.of(CimQualifier.of("Association", CimBoolean.TRUE)), List.of(key), List.of(start));

        assertThat(type.keys()).containsExactly(key);
        assertThat(type.isAssociation()).isTrue();
        assertThat(type.isAbstract()).isFalse();
        assertThat(type.isIndication()).isFalse();
        assertThat(type.method("START").flatMap(method -> method.parameter("job")))
                .contains(out);
        assertThat(out.isIn()).isFalse();
        assertThat(out.isOut()).isTrue();
        assertThat(out.isRequired()).isFalse();
        assertThat(type.property("ID").flatMap(property -> property.qualifier("KEY")))
                .isPresent();
    }
}
