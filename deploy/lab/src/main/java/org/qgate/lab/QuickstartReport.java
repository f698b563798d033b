package org.qgate.lab;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.PingCount;

/**
 * The quickstart's result, as it is written to a file.
 *
 * @param kernel {@code host} or {@code lab}
 * @param kernelErrors what each counter of /proc/net/xfrm_stat rose by on either gateway, unless zero
 * @param plaintextPackets packets seen between the gateways that should have been protected
 * @param canariesSeen clear packets seen that were clear on purpose: proof that the capture shows clear packets
 * @param captureDrops packets that the capture missed
 * @param wbem the WBEM server of each gateway, on the loopback of the kernel that the gateways are in
 * @param probe UDP echoes of the timing run, a packet each way every 5 ms
 */
@JsonPropertyOrder({
    "dataplane",
    "kernel",
    "periodMillis",
    "durationSeconds",
    "directions",
    "ping",
    "throughput",
    "kernelErrors",
    "plaintextPackets",
    "keys",
    "wbem"
})
record QuickstartReport(
        String dataplane,
        String kernel,
        double periodMillis,
        double durationSeconds,
        List<DirectionEntry> directions,
        Loss ping,
        Throughput throughput,
        Map<String, Long> kernelErrors,
        long plaintextPackets,
        Keys keys,
        List<Wbem> wbem,
        long canariesSeen,
        long captureDrops,
        Loss probe) {
    /**
     * One direction of the timing run.
     *
     * @param keyChanges by its sender's own count
     * @param meanPeriodMillis between the first packets of two SPIs in a row on the wire
     * @param p99PeriodMillis 99th percentile of the same
     * @param rasterMillis period of the raster that these stand on, which late and missed changes do not move; not written to the file
     * @param spisOnWire SPIs that appeared on the wire in the same window of time
     * @param deadlinesMissed key changes that did not happen in their period
     */
    record DirectionEntry(
            String from,
            String to,
            long keyChanges,
            double meanPeriodMillis,
            double p99PeriodMillis,
            @JsonIgnore double rasterMillis,
            long resets,
            long spisOnWire,
            long deadlinesMissed) {
        static DirectionEntry of(Gateway sender, TimingRun.DirectionResult result) {
            return new DirectionEntry(
                    sender.id(),
                    sender.peer().id(),
                    result.keyChanges(),
                    round(result.wire().meanPeriodMillis()),
                    round(result.wire().p99PeriodMillis()),
                    round(result.wire().rasterMillis()),
                    result.resets(),
                    result.wire().spis(),
                    result.deadlinesMissed());
        }
    }

    /** Packets sent, and those that found no answer. */
    record Loss(long sent, long lost) {
        static Loss of(PingCount count) {
            return new Loss(count.sent(), count.lost());
        }
    }

    /** Medians over the rounds of one TCP stream. */
    record Throughput(double rekeyingMbps, double staticSaMbps, double plainMbps) {}

    /**
     * From the ledgers of both gateways.
     *
     * @param bitsDrawn key bits that either sender took for keys of its own
     * @param bitsUsedTwice bits that serve more than one purpose
     */
    record Keys(long bitsDrawn, long bitsUsedTwice) {}

    /**
     * The WBEM server of a gateway, with an account that may look and change nothing, made for this run alone.
     *
     * @param instances objects of the gateway that a client counted
     */
    record Wbem(String gateway, String url, String namespace, String user, String password, long instances) {
        @Override
        public String toString() {
            return gateway + " " + url + "/" + namespace + " user " + user + ", " + instances + " instances";
        }
    }

    QuickstartReport {
        wbem = List.copyOf(wbem);
        directions = List.copyOf(directions);
        kernelErrors = new TreeMap<>(kernelErrors);
    }

    /** Why this run is not what it should be, in sentences; empty if all is well. Losses on an impaired path are no fault. */
    List<String> faults(boolean impaired) {
        List<String> faults = new ArrayList<>();
        if (plaintextPackets > 0) {
            faults.add(plaintextPackets + " packets that should have been protected left a gateway in clear.");
        }
        if (canariesSeen == 0) {
            faults.add("The capture did not show the packet that was clear on purpose: it proves nothing.");
        }
        if (captureDrops > 0) {
            faults.add("The capture missed " + captureDrops + " packets.");
        }
        if (keys.bitsUsedTwice() > 0) {
            faults.add(keys.bitsUsedTwice() + " key bits were used twice.");
        }
        if (!impaired && ping.lost() > 0) {
            faults.add(ping.lost() + " of " + ping.sent() + " pings were lost.");
        }
        wbem.stream()
                .filter(server -> server.instances() == 0)
                .forEach(server -> faults.add("The WBEM server of " + server.gateway() + " shows no objects."));
        if (!kernelErrors.isEmpty()) {
            faults.add("The kernel counted errors: " + kernelErrors + ".");
        }
        return faults;
    }

    static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
