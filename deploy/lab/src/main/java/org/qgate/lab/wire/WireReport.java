package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a capture between the gateways shows.
 *
 * @param fromA ESP that gateway A sent
 * @param fromB ESP that gateway B sent
 * @param controlPackets of the agents, in the whole capture
 * @param canaries marked clear packets seen
 * @param plaintextPackets packets that should have been protected, in the whole capture
 * @param plaintextKinds what they were, with their numbers; the first {@value #KINDS_MAX} kinds
 */
public record WireReport(
        DirectionReport fromA,
        DirectionReport fromB,
        long controlPackets,
        long canaries,
        long plaintextPackets,
        Map<String, Long> plaintextKinds) {
    /** Kinds of clear packets that are told apart. */
    static final int KINDS_MAX = 20;

    public WireReport {
        plaintextKinds = Map.copyOf(plaintextKinds);
    }

    /** Reads a capture; periods and SPIs are those within the window. */
    public static WireReport of(Path pcap, WirePlan plan, TimeWindow window) throws IOException {
        return new Count(plan).all(PcapReader.open(pcap)).report(window);
    }

    static WireReport of(PcapReader packets, WirePlan plan, TimeWindow window) throws IOException {
        return new Count(plan).all(packets).report(window);
    }

    private static final class Count {
        private final WirePlan plan;
        private final FrameReader reader;
        private final SpiTimeline fromA = new SpiTimeline();
        private final SpiTimeline fromB = new SpiTimeline();
        private final Map<String, Long> clearKinds = new LinkedHashMap<>();
        private long control;
        private long canaries;
        private long clear;

        Count(WirePlan plan) {
            this.plan = plan;
            this.reader = new FrameReader(plan);
        }

        Count all(PcapReader packets) throws IOException {
            for (Optional<PcapPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
                add(next.get());
            }
            return this;
        }

        private void add(PcapPacket packet) {
            Frame frame = reader.read(packet.frame());
            if (frame instanceof Frame.Esp esp) {
                (esp.source() == plan.gatewayA() ? fromA : fromB).add(esp.spi(), packet.timeNanos());
            } else if (frame instanceof Frame.Control) {
                control++;
            } else if (frame instanceof Frame.Canary) {
                canaries++;
            } else if (frame instanceof Frame.Clear unprotected) {
                clear++;
                if (clearKinds.size() < KINDS_MAX || clearKinds.containsKey(unprotected.what())) {
                    clearKinds.merge(unprotected.what(), 1L, Long::sum);
                }
            }
        }

        WireReport report(TimeWindow window) {
            Function<SpiTimeline, DirectionReport> within = timeline -> timeline.report(window);
            return new WireReport(within.apply(fromA), within.apply(fromB), control, canaries, clear, clearKinds);
        }
    }

    /** The clear packets as a sentence for a person. */
    public String plaintextText() {
        List<String> kinds = plaintextKinds.entrySet().stream()
                .map(kind -> kind.getValue() + " x " + kind.getKey())
                .sorted()
                .toList();
        return plaintextPackets + " packets in clear" + (kinds.isEmpty() ? "" : ": " + String.join("; ", kinds));
    }
}
