package org.qgate.agent.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as text: a number and one of bps, kbps, Mbps, Gbps. */
final class BitRate {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([kMG]?)(?:bps|bit/s)");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "", BigDecimal.ONE,
            "k", BigDecimal.valueOf(1_000),
            "M", BigDecimal.valueOf(1_000_000),
            "G", BigDecimal.valueOf(1_000_000_000));

    private BitRate() {}

    /** Bits per second, rounded down. */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        BigDecimal unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate such as 50 kbps (units bps, kbps, Mbps, Gbps)");
        }
        return new BigDecimal(matcher.group(1)).multiply(unit).longValue();
    }
}
