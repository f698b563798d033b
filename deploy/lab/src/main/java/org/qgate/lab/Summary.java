package org.qgate.lab;

import java.io.PrintStream;
import java.util.Locale;

/** The result for a person. */
final class Summary {
    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(QuickstartReport report) {
        line("");
        line(
                "Summary (%s kernel, %.3f s, keys wanted every %.0f ms)",
                report.kernel(), report.durationSeconds(), report.periodMillis());
        for (QuickstartReport.DirectionEntry direction : report.directions()) {
            double wanted = report.durationSeconds() * 1e3 / report.periodMillis();
            line(
                    "  %-5s -> %-5s  %d key changes, %d SPIs on the wire (%.1f %% of those wanted), mean period %.3f ms,"
                            + " 99th percentile %.1f ms, %d deadlines missed, %d resets",
                    direction.from(),
                    direction.to(),
                    direction.keyChanges(),
                    direction.spisOnWire(),
                    100 * direction.spisOnWire() / wanted,
                    direction.meanPeriodMillis(),
                    direction.p99PeriodMillis(),
                    direction.deadlinesMissed(),
                    direction.resets());
        }
        line(
                "  Pings            %d sent, %d lost",
                report.ping().sent(), report.ping().lost());
        line(
                "  UDP echoes       %d sent, %d lost",
                report.probe().sent(), report.probe().lost());
        line(
                "  TCP throughput   %.0f Mbit/s rekeying, %.0f with a static SA, %.0f without protection",
                report.throughput().rekeyingMbps(),
                report.throughput().staticSaMbps(),
                report.throughput().plainMbps());
        line(
                "  Clear packets    %d (canaries seen: %d, packets missed by the capture: %d)",
                report.plaintextPackets(), report.canariesSeen(), report.captureDrops());
        line(
                "  Kernel errors    %s",
                report.kernelErrors().isEmpty() ? "none" : report.kernelErrors().toString());
        line(
                "  Key bits         %d drawn, %d used twice",
                report.keys().bitsDrawn(), report.keys().bitsUsedTwice());
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
