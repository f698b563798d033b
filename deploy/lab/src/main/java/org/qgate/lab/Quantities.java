package org.qgate.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit, as an operator writes them. */
final class Quantities {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z%/]*)");
    private static final Map<String, Long> NANOS =
            Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L);
    private static final Map<String, Long> BITS_PER_SECOND =
            Map.of("bps", 1L, "kbps", 1_000L, "Mbps", 1_000_000L, "Gbps", 1_000_000_000L);

    private Quantities() {}

    /** {@code 20ms}, {@code 1.5s}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofNanos(scaled(text, NANOS, "a time such as 20ms or 1.5s"));
        }
    }

    /** {@code 50kbps}, {@code 1.2Mbps}; in bits per second. */
    static final class Rate implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return scaled(text, BITS_PER_SECOND, "a rate such as 50kbps or 1.2Mbps");
        }
    }

    /** {@code 5%}; kept as text, since it goes on to {@code tc}. */
    static final class Percentage implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            Matcher matcher = FORM.matcher(text.strip());
            if (!matcher.matches()
                    || !matcher.group(2).equals("%")
                    || new BigDecimal(matcher.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new TypeConversionException("'" + text + "' is not a percentage such as 5%");
            }
            return matcher.group(1) + "%";
        }
    }

    private static long scaled(String text, Map<String, Long> units, String expected) {
        Matcher matcher = FORM.matcher(text.strip());
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + text + "' is not " + expected);
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .longValue();
    }
}
