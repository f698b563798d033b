package org.qgate.wbem.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code datetime}: a point in time or an interval, in the 25 characters of DSP0004 5.2.4
 * ({@code yyyymmddhhmmss.mmmmmmsutc} or {@code ddddddddhhmmss.mmmmmm:000}).
 *
 * <p>Equal if the texts are equal; two texts can name the same moment in two offsets.
 *
 * @param text 25 characters; fields without significance are asterisks, from the right
 */
public record CimDateTime(String text) implements CimValue {
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}|\\*{4})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)"
                    + "\\.(\\d{0,6}\\**)([+-]\\d{3})");
    private static final Pattern INTERVAL =
            Pattern.compile("(\\d{8}|\\*{8})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.(\\d{0,6}\\**):000");
    private static final int LENGTH = 25;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long DAYS_MAX = 99_999_999;

    public CimDateTime {
        Objects.requireNonNull(text, "text");
        check(text);
    }

    /** A point in time, in UTC, cut to microseconds. */
    public static CimDateTime of(Instant instant) {
        return of(instant.atOffset(ZoneOffset.UTC));
    }

    /** A point in time at an offset from UTC, cut to microseconds. */
    public static CimDateTime of(OffsetDateTime time) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return new CimDateTime("%04d%02d%02d%02d%02d%02d.%06d%s%03d"
                .formatted(
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        time.getNano() / NANOS_PER_MICRO,
                        minutes < 0 ? "-" : "+",
                        Math.abs(minutes)));
    }

    /** An interval, not negative and of less than 100 million days, cut to microseconds. */
    public static CimDateTime of(Duration interval) {
        if (interval.isNegative() || interval.toDays() > DAYS_MAX) {
            throw new IllegalArgumentException(interval + " is outside 0.." + DAYS_MAX + " days");
        }
        return new CimDateTime("%08d%02d%02d%02d.%06d:000"
                .formatted(
                        interval.toDays(),
                        interval.toHoursPart(),
                        interval.toMinutesPart(),
                        interval.toSecondsPart(),
                        interval.toNanosPart() / NANOS_PER_MICRO));
    }

    /** True for an interval, false for a point in time. */
    public boolean isInterval() {
        return text.charAt(LENGTH - 4) == ':';
    }

    /** The moment; fields without significance count as their least value. */
    public Instant toInstant() {
        if (isInterval()) {
            throw new IllegalStateException(text + " is an interval");
        }
        return parseTimestamp(text);
    }

    /** The interval; fields without significance count as zero. */
    public Duration toDuration() {
        if (!isInterval()) {
            throw new IllegalStateException(text + " is a point in time");
        }
        return parseInterval(text);
    }

    private static void check(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("'" + text + "' is not a datetime: it has not 25 characters");
        }
        int star = text.indexOf('*');
        if (star >= 0 && !text.substring(star, LENGTH - 4).matches("[*.]*")) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a datetime: digits follow an asterisk, which only less significant asterisks may");
        }
        try {
            if (text.charAt(LENGTH - 4) == ':') {
                parseInterval(text);
            } else {
                parseTimestamp(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a datetime: " + e.getMessage(), e);
        }
    }

    private static Instant parseTimestamp(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a datetime (yyyymmddhhmmss.mmmmmmsutc)");
        }
        LocalDateTime local = LocalDateTime.of(
                field(matcher, 1, 0),
                field(matcher, 2, 1),
                field(matcher, 3, 1),
                field(matcher, 4, 0),
                field(matcher, 5, 0),
                field(matcher, 6, 0),
                micros(matcher.group(7)) * (int) NANOS_PER_MICRO);
        return local.toInstant(ZoneOffset.UTC).minus(Duration.ofMinutes(Integer.parseInt(matcher.group(8))));
    }

    private static Duration parseInterval(String text) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an interval (ddddddddhhmmss.mmmmmm:000)");
        }
        int hours = field(matcher, 2, 0);
        int minutes = field(matcher, 3, 0);
        int seconds = field(matcher, 4, 0);
        if (hours > 23 || minutes > 59 || seconds > 59) {
            throw new DateTimeException("hours, minutes or seconds are out of range");
        }
        return Duration.ofDays(field(matcher, 1, 0))
                .plusHours(hours)
                .plusMinutes(minutes)
                .plusSeconds(seconds)
                .plusNanos(micros(matcher.group(5)) * NANOS_PER_MICRO);
    }

    private static int field(Matcher matcher, int group, int ifInsignificant) {
        String digits = matcher.group(group);
        return digits.charAt(0) == '*' ? ifInsignificant : Integer.parseInt(digits);
    }

    private static int micros(String digits) {
        return Integer.parseInt(digits.replace('*', '0'));
    }

    @Override
    public String toString() {
        return text;
    }
}
