package org.qgate.wbem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CimDateTimeTest {
    @Test
    void writesATimestampInUtc() {
        CimDateTime time = CimDateTime.of(Instant.parse("2026-11-27T15:30:01.123456789Z"));

        assertThat(time.text()).isEqualTo("20261127153001.123456+000");
        assertThat(time.toInstant()).isEqualTo(Instant.parse("2026-11-27T15:30:01.123456Z"));
        assertThat(time.isInterval()).isFalse();
    }

    @Test
    void keepsTheOffsetOfATimestamp() {
        OffsetDateTime vienna = OffsetDateTime.parse("2026-11-27T16:30:01+01:00");

        assertThat(CimDateTime.of(vienna).text()).isEqualTo("20261127163001.000000+060");
        assertThat(CimDateTime.of(vienna).toInstant()).isEqualTo(vienna.toInstant());
        assertThat(new CimDateTime("20261127063001.000000-300").toInstant())
                .isEqualTo(Instant.parse("2026-11-27T11:30:01Z"));
    }

    @Test
    void writesAnInterval() {
        Duration interval =
                Duration.ofDays(3).plusHours(4).plusMinutes(5).plusSeconds(6).plusNanos(7_000);

        assertThat(CimDateTime.of(interval).text()).isEqualTo("00000003040506.000007:000");
        assertThat(CimDateTime.of(interval).toDuration()).isEqualTo(interval);
        assertThat(CimDateTime.of(interval).isInterval()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261127******.******+000",
                "20261127153001.12****+000",
                "**************.******+000",
                "00000003******.******:000",
                "00000003040506.000***:000"
            })
    void acceptsFieldsWithoutSignificanceFromTheRight(String text) {
        assertThat(new CimDateTime(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261127153001.123456",
                "20261327153001.123456+000",
                "20260230153001.123456+000",
                "20261127**3001.123456+000",
                "20261127246001.123456+000",
                "2026112715300a.123456+000",
                "00000003240000.000000:000",
                "00000003000000.000000:001",
                "20261127153001,123456+000",
                "20261127153001.123456*000"
            })
    void refusesWhatIsNoDatetime(String text) {
        assertThatThrownBy(() -> new CimDateTime(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void refusesIntervalsThatDoNotFit() {
        assertThatThrownBy(() -> CimDateTime.of(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CimDateTime.of(Duration.ofDays(100_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTimestampsFromIntervals() {
        CimDateTime interval = CimDateTime.of(Duration.ZERO);
        CimDateTime timestamp = CimDateTime.of(Instant.EPOCH);

        assertThatThrownBy(interval::toInstant).hasMessageContaining("interval");
        assertThatThrownBy(timestamp::toDuration).hasMessageContaining("point in time");
    }
}
