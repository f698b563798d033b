package org.qgate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void areOneOrTwoNeighbours() {
        assertThat(Versions.ALL.include(1)).isTrue();
        assertThat(Versions.ALL.include(2)).isTrue();
        assertThat(Versions.ALL.include(0)).isFalse();
        assertThat(Versions.ALL.include(3)).isFalse();
        assertThat(Versions.first().include(2)).isFalse();
        assertThat(new Versions(2, 2).include(1)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Versions(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Versions(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Versions(2, 3));
    }
}
