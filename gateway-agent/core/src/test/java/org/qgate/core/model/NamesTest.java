package org.qgate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "alice", "gw-1", "a--b", "9z"})
    void takesNames(String name) {
        assertThat(new GatewayId(name)).hasToString(name);
        assertThat(new LinkName(name)).hasToString(name);
    }

    @Test
    void takesUpTo63Characters() {
        assertThat(new GatewayId(LONGEST).name()).isEqualTo(LONGEST);
        assertThat(new LinkName(LONGEST).name()).isEqualTo(LONGEST);
        assertThatIllegalArgumentException().isThrownBy(() -> new GatewayId(LONGEST + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinkName(LONGEST + "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a_b", "a b", "a.b", "\u00e4", "a\n", "a\0b"})
    void refusesOtherFormsAndSaysWhich(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewayId(name))
                .withMessageContaining("'" + name + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkName(name))
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void saNamesReadLikePaths() {
        SaName sa = new SaName(new LinkName("alice-bob"), 3, Direction.HIGH_TO_LOW, Channel.DATA, 14);
        assertThat(sa).hasToString("alice-bob/3/HIGH_TO_LOW/DATA/14");
    }
}
