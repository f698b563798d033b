package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void readsListsAllAndNone() {
        assertThat(Fault.parse("all")).containsExactly(Fault.values());
        assertThat(Fault.parse("none")).isEmpty();
        assertThat(Fault.parse("loss, crash")).containsExactlyInAnyOrder(Fault.LOSS, Fault.CRASH);
    }

    @Test
    void namesTheChoicesWhenOneIsUnknown() {
        assertThatThrownBy(() -> Fault.parse("loss,fire"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fire'")
                .hasMessageContaining("duplicate");
    }
}
