package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PrefixTest {
    @Test
    void containsItsOwnAddressesOnly() {
        Prefix prefix = Prefix.of("10.1.0.0/16");

        assertThat(prefix.contains(Prefix.address("10.1.255.255"))).isTrue();
        assertThat(prefix.contains(Prefix.address("10.2.0.0"))).isFalse();
        assertThat(Prefix.of("203.0.113.7/32").contains(Prefix.address("203.0.113.7")))
                .isTrue();
        assertThat(Prefix.of("203.0.113.7/32").contains(Prefix.address("203.0.113.6")))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoPrefix() {
        assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of("10.1.0.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of("10.1.0/16"));
        assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of("10.1.0.256/16"));
        assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of("10.1.0.0/0"));
    }
}
