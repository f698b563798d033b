package org.qgate.wbem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CimObjectPathTest {
    private static final KeyBinding NAME = new KeyBinding("Name", new CimString("alice"));
    private static final KeyBinding NUMBER = new KeyBinding("Number", CimInteger.uint32(7));

    @Test
    void pathsAreEqualWhateverTheCaseOfNamesAndTheOrderOfKeys() {
        CimObjectPath one = CimObjectPath.of("root/qgate", "QGATE_Gateway", NAME, NUMBER);
        CimObjectPath other = CimObjectPath.of(
                "/ROOT/QGate/",
                "qgate_gateway",
                new KeyBinding("number", CimInteger.uint32(7)),
                new KeyBinding("NAME", new CimString("alice")));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void pathsDifferByValueTypeOfValueNamespaceAndHost() {
        CimObjectPath path = CimObjectPath.of("root/qgate", "A", NUMBER);

        assertThat(path)
                .isNotEqualTo(CimObjectPath.of("root/qgate", "A", new KeyBinding("Number", CimInteger.uint32(8))))
                .isNotEqualTo(CimObjectPath.of("root/qgate", "A", new KeyBinding("Number", CimInteger.uint16(7))))
                .isNotEqualTo(CimObjectPath.of("root/qgate", "A", NUMBER, NAME))
                .isNotEqualTo(CimObjectPath.of("root/qgate", "B", NUMBER))
                .isNotEqualTo(path.inNamespace("root/interop"))
                .isNotEqualTo(path.onHost("alice"));
        assertThat(path.onHost("alice").inNamespace(null).isSameWithinNamespace(path))
                .isTrue();
        assertThat(path.onHost("alice").local()).isEqualTo(path.local());
    }

    @Test
    void isWrittenAsAnUntypedUri() {
        CimObjectPath inner = CimObjectPath.of(null, "B", new KeyBinding("Id", new CimString("say \"x\" \\")));
        CimObjectPath path = CimObjectPath.of(
                        "root/qgate",
                        "A",
                        NUMBER,
                        new KeyBinding("On", CimBoolean.TRUE),
                        new KeyBinding("Letter", new CimChar('c')),
                        new KeyBinding("To", inner))
                .onHost("alice:5989");

        assertThat(path)
                .hasToString(
                        "//alice:5989/root/qgate:A.Number=7,On=TRUE,Letter='c',To=\"B.Id=\\\"say \\\\\\\"x\\\\\\\" "
                                + "\\\\\\\\\\\"\"");
    }

    @Test
    void refusesAKeyTwiceAndKeysThatCannotBe() {
        assertThatThrownBy(() -> CimObjectPath.of(null, "A", NAME, new KeyBinding("NAME", new CimString("bob"))))
                .hasMessageContaining("key 'NAME' stands twice");
        assertThatThrownBy(() -> new KeyBinding("Name", CimArray.of())).hasMessageContaining("array");
    }

    @Test
    void readsKeysByName() {
        CimObjectPath path = CimObjectPath.of("root/qgate", "A", NAME, NUMBER);

        assertThat(path.stringKey("name")).contains("alice");
        assertThat(path.stringKey("number")).isEmpty();
        assertThat(path.key("none")).isEmpty();
    }
}
