package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class QuantitiesTest {
    @Test
    void readsTimesRatesAndPercentages() {
        assertThat(new Quantities.Time().convert("20ms")).isEqualTo(Duration.ofMillis(20));
        assertThat(new Quantities.Time().convert("1.5 s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(new Quantities.Rate().convert("50kbps")).isEqualTo(50_000);
        assertThat(new Quantities.Rate().convert("1.2Mbps")).isEqualTo(1_200_000);
        assertThat(new Quantities.Percentage().convert("2.5%")).isEqualTo("2.5%");
    }

    @Test
    void refusesWhatHasNoUnitOrIsNone() {
        for (String wrong : new String[] {"20", "20 parsecs", "-5ms", "", "ms"}) {
            assertThatExceptionOfType(TypeConversionException.class)
                    .isThrownBy(() -> new Quantities.Time().convert(wrong));
        }
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new Quantities.Percentage().convert("101%"));
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new Quantities.Percentage().convert("5% loss; reboot"));
    }
}
