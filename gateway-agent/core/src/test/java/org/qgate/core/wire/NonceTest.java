package org.qgate.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NonceTest {
    @Test
    void saysTheNewestVersionBehindEightRandomBytes() {
        Nonce nonce = Nonce.telling(2, 0x1011121314151617L);
        assertThat(nonce.newestVersion()).isEqualTo(2);
        assertThat(nonce.bytes())
                .startsWith(0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17)
                .endsWith("qgate v\u0002".getBytes(StandardCharsets.US_ASCII));
        assertThat(Nonce.of(nonce.bytes())).isEqualTo(nonce);
    }

    @Test
    void saysNothingOtherwise() {
        assertThat(new Nonce(1, 2).newestVersion()).isZero();
        assertThat(new Nonce(1, Nonce.telling(2, 1).low() ^ (1L << 8)).newestVersion())
                .isZero();
    }
}
