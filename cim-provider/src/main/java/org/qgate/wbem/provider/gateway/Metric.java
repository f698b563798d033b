package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.Optional;

/** What is measured, as DSP1053 wants it told. Constants stand for instances of QGATE_MetricDefinition. */
enum Metric {
    KEY_RATE_IN("KeyRateIn", "bits that the key source delivers", Kind.RATE, Unit.BITS_PER_SECOND, false),
    KEY_RATE_OUT("KeyRateOut", "key bits that the link drew lately", Kind.RATE, Unit.BITS_PER_SECOND, false),
    POOL_LEVEL("PoolLevel", "key bits that are ready to be drawn", Kind.LEVEL, Unit.BITS, false),
    TIME_TO_EMPTY("TimeToEmpty", "time until the pool is empty at these rates", Kind.DISTANCE, Unit.SECONDS, false),
    KEY_PERIOD("KeyPeriod", "measured time between the last key changes", Kind.RATIO, Unit.MILLISECONDS, true),
    DATA_BITS_PER_KEY_BIT(
            "DataBitsPerKeyBit", "bits of data carried for each bit of key", Kind.RATIO, Unit.NUMBER, true),
    BYTES_PROTECTED("BytesProtected", "bytes carried since the agent started", Kind.COUNTER, Unit.BYTES, true),
    PACKETS_PROTECTED("PacketsProtected", "packets carried under the key in use", Kind.SPAN, Unit.PACKETS, false),
    INTEGRITY_FAILURES(
            "IntegrityFailures",
            "packets under the key in use whose integrity check failed",
            Kind.SPAN,
            Unit.PACKETS,
            false),
    REPLAY_FAILURES(
            "ReplayFailures",
            "packets under the key in use that came twice or too late",
            Kind.SPAN,
            Unit.PACKETS,
            false);

    /** The only thing that values are broken down by; its values are outbound and inbound. */
    static final String DIRECTION = "Direction";

    private final String word;
    private final String description;
    private final Kind kind;
    private final Unit unit;
    private final boolean byDirection;

    /** How values behave, in the numbers of CIM_BaseMetricDefinition's value maps. */
    private enum Kind {
        /** Adds up over links, of a moment. */
        RATE(Numbers.REAL64, Numbers.SUMMABLE, Numbers.GAUGE, Numbers.POINT),
        LEVEL(Numbers.UINT64, Numbers.SUMMABLE, Numbers.GAUGE, Numbers.POINT),
        /** Does not add up, of a moment. */
        DISTANCE(Numbers.UINT64, Numbers.NON_SUMMABLE, Numbers.GAUGE, Numbers.POINT),
        RATIO(Numbers.REAL64, Numbers.NON_SUMMABLE, Numbers.GAUGE, Numbers.POINT),
        /** Only grows while the agent runs. */
        COUNTER(Numbers.UINT64, Numbers.SUMMABLE, Numbers.COUNTER, Numbers.STARTUP_INTERVAL),
        /** Since a key came into use: begins again with the next. */
        SPAN(Numbers.UINT64, Numbers.SUMMABLE, Numbers.GAUGE, Numbers.INTERVAL);

        private final int dataType;
        private final int calculable;
        private final int changeType;
        private final int timeScope;

        Kind(int dataType, int calculable, int changeType, int timeScope) {
            this.dataType = dataType;
            this.calculable = calculable;
            this.changeType = changeType;
            this.timeScope = timeScope;
        }
    }

    private static final class Numbers {
        static final int REAL64 = 5;
        static final int UINT64 = 13;
        static final int SUMMABLE = 2;
        static final int NON_SUMMABLE = 3;
        static final int COUNTER = 3;
        static final int GAUGE = 4;
        static final int POINT = 2;
        static final int INTERVAL = 3;
        static final int STARTUP_INTERVAL = 4;

        private Numbers() {}
    }

    private enum Unit {
        BITS("Bits", "bit"),
        BITS_PER_SECOND("Bits per Second", "bit / second"),
        BYTES("Bytes", "byte"),
        PACKETS("Packets", "count"),
        SECONDS("Seconds", "second"),
        MILLISECONDS("MilliSeconds", "second * 10^-3"),
        NUMBER("Count", "count");

        private final String text;
        private final String programmatic;

        Unit(String text, String programmatic) {
            this.text = text;
            this.programmatic = programmatic;
        }
    }

    Metric(String word, String description, Kind kind, Unit unit, boolean byDirection) {
        this.word = word;
        this.description = description;
        this.kind = kind;
        this.unit = unit;
        this.byDirection = byDirection;
    }

    /** Its name, which stands in keys too. */
    String word() {
        return word;
    }

    String description() {
        return description;
    }

    int dataType() {
        return kind.dataType;
    }

    int calculable() {
        return kind.calculable;
    }

    int changeType() {
        return kind.changeType;
    }

    int timeScope() {
        return kind.timeScope;
    }

    String units() {
        return unit.text;
    }

    String programmaticUnits() {
        return unit.programmatic;
    }

    Optional<List<String>> breakdownDimensions() {
        return byDirection ? Optional.of(List.of(DIRECTION)) : Optional.empty();
    }
}
