package org.qgate.simulator.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The paper's Figures 7 to 10 from the summaries of a grid: the key change interval across, one panel a protocol. */
public final class Figures {
    private static final int FEW_SAS = 5;
    private static final int MIDDLE_RATE = 1500;
    private static final String DECIPHERED = "deciphered / sent";
    private static final String SENT = "Packets deciphered of those sent, ";
    private static final String RECEIVED = "Packets out of synchronization of those received, ";
    private static final String SAS = " installed SAs";
    private static final String OUT_OF_SYNC = "out of sync / received";

    private final List<CellSummary> summaries;

    /** Figures of these summaries. */
    public Figures(List<CellSummary> summaries) {
        this.summaries = List.copyOf(summaries);
    }

    /** File names with their SVG text; figures whose cells were not run are missing. */
    public Map<String, String> all() {
        Map<String, String> figures = new LinkedHashMap<>();
        Predicate<Cell> fewSas = cell -> cell.installedSas() == FEW_SAS;
        Predicate<Cell> middleRate = cell -> cell.kilobitsPerSecond() == MIDDLE_RATE;
        Function<Cell, String> rate = cell -> cell.kilobitsPerSecond() / 1000.0 + " Mbit/s";
        Function<Cell, String> sas = cell -> cell.installedSas() + " SAs";
        Function<CellSummary, Estimate> deciphered = summary -> summary.ratios().decipheredOfSent();
        Function<CellSummary, Estimate> outOfSync = summary -> summary.ratios().outOfSyncOfReceived();
        put(figures, "figure-7.svg", SENT + FEW_SAS + SAS, DECIPHERED, panels(fewSas, rate, deciphered));
        put(figures, "figure-8.svg", RECEIVED + FEW_SAS + SAS, OUT_OF_SYNC, panels(fewSas, rate, outOfSync));
        put(figures, "figure-9.svg", SENT + "1.5 Mbit/s", DECIPHERED, panels(middleRate, sas, deciphered));
        put(figures, "figure-10.svg", RECEIVED + "1.5 Mbit/s", OUT_OF_SYNC, panels(middleRate, sas, outOfSync));
        return figures;
    }

    private static void put(
            Map<String, String> figures, String file, String title, String unit, Map<String, List<Series>> panels) {
        if (!panels.isEmpty()) {
            figures.put(file, new SvgFigure(title, unit, panels).text());
        }
    }

    private Map<String, List<Series>> panels(
            Predicate<Cell> shown, Function<Cell, String> label, Function<CellSummary, Estimate> value) {
        Map<String, Map<String, List<Series.Point>>> found = new LinkedHashMap<>();
        for (CellSummary summary : summaries) {
            Cell cell = summary.cell();
            if (shown.test(cell)) {
                found.computeIfAbsent(summary.protocol(), protocol -> new LinkedHashMap<>())
                        .computeIfAbsent(label.apply(cell), line -> new ArrayList<>())
                        .add(new Series.Point(cell.intervalMillis(), value.apply(summary)));
            }
        }
        Map<String, List<Series>> panels = new LinkedHashMap<>();
        found.forEach((protocol, lines) -> {
            List<Series> series = new ArrayList<>();
            lines.forEach((line, points) -> series.add(new Series(line, points)));
            panels.put(protocol, series);
        });
        return panels;
    }
}
