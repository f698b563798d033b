package org.qgate.simulator.evaluation;

import java.util.List;
import java.util.Locale;

/** The summaries as comma-separated values (RFC 4180), one line a cell and protocol. */
public final class CsvTable {
    private static final String HEAD = "protocol,installed_sas,interval_ms,rate_kbit_s,runs,deciphered_of_sent,"
            + "deciphered_of_sent_ci95,out_of_sync_of_received,out_of_sync_of_received_ci95,queue_drops_of_sent,"
            + "out_of_sync_packets,key_changes_of_wanted,resets_per_run,control_bit_s,inbound_sas_max\n";

    private CsvTable() {}

    /** The whole table. */
    public static String of(List<CellSummary> summaries) {
        StringBuilder text = new StringBuilder(HEAD);
        for (CellSummary summary : summaries) {
            CellSummary.Ratios ratios = summary.ratios();
            CellSummary.Costs costs = summary.costs();
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%d,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%d,%.4f,%.2f,%.0f,%d%n",
                    summary.protocol(),
                    summary.cell().installedSas(),
                    summary.cell().intervalMillis(),
                    summary.cell().kilobitsPerSecond(),
                    summary.runs(),
                    ratios.decipheredOfSent().mean(),
                    ratios.decipheredOfSent().halfWidth(),
                    ratios.outOfSyncOfReceived().mean(),
                    ratios.outOfSyncOfReceived().halfWidth(),
                    ratios.queueDropsOfSent().mean(),
                    ratios.outOfSync(),
                    costs.changesOfWanted().mean(),
                    costs.resets(),
                    costs.controlBitsPerSecond(),
                    costs.inboundSasMax()));
        }
        return text.toString();
    }
}
