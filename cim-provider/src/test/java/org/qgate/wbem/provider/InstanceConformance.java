package org.qgate.wbem.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.schema.Schema;

/** Holds instances against their classes. */
public final class InstanceConformance {
    private InstanceConformance() {}

    /** An instance with a path. */
    public static void check(Schema schema, CimInstance instance) {
        CimClass type = checkProperties(schema, instance);
        CimObjectPath path = instance.path();
        assertThat(path).as(instance.className()).isNotNull();
        assertThat(type.isAbstract()).as("%s is abstract", type.name()).isFalse();
        if (path != null) {
            assertThat(path.className()).isEqualTo(type.name());
            assertThat(path.keys())
                    .extracting(KeyBinding::name)
                    .containsExactlyInAnyOrderElementsOf(
                            type.keys().stream().map(CimProperty::name).toList());
            for (KeyBinding key : path.keys()) {
                assertThat(instance.value(key.name())).as(path.toString()).contains(key.value());
            }
        }
    }

    /** An indication or an embedded instance. */
    public static CimClass checkProperties(Schema schema, CimInstance instance) {
        CimClass type = schema.findClass(instance.className()).orElseThrow();
        assertThat(type.name()).isEqualTo(instance.className());
        for (CimProperty property : instance.properties()) {
            String what = type.name() + "." + property.name();
            CimProperty declared =
                    type.property(property.name()).orElseThrow(() -> new AssertionError(what + " is not declared"));
            assertThat(property.name()).isEqualTo(declared.name());
            assertThat(declared.type().isLike(property.type()))
                    .as("%s is %s and should be %s", what, property.type(), declared.type())
                    .isTrue();
        }
        List<String> missing = type.properties().stream()
                .filter(declared -> declared.has("Required") || declared.isKey())
                .map(CimProperty::name)
                .filter(name -> instance.value(name).isEmpty())
                .toList();
        assertThat(missing).as(type.name()).isEmpty();
        return type;
    }
}
