package org.qgate.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitRateTest {
    @ParameterizedTest
    @CsvSource({"50kbps,50000", "50 kbps,50000", "12.5 kbps,12500", "550 bps,550", "1 Mbps,1000000", "1Gbps,1000000000"
    })
    void readsRates(String text, long bitsPerSecond) {
        assertThat(BitRate.parse(text)).isEqualTo(bitsPerSecond);
    }

    @Test
    void refusesWhatHasNoUnit() {
        assertThatThrownBy(() -> BitRate.parse("50000")).hasMessageContaining("50 kbps");
        assertThatThrownBy(() -> BitRate.parse("-5 bps")).hasMessageContaining("50 kbps");
        assertThatThrownBy(() -> BitRate.parse("5 KBPS")).hasMessageContaining("50 kbps");
    }
}
