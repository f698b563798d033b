package org.qgate.simulator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static CellSummary summary(String protocol, Cell cell, long deciphered) {
        RunOutcome good = new RunOutcome(new RunOutcome.Packets(1000, 0, 10, 940, 940), 95, 100, 0, 5000, 7);
        RunOutcome bad = new RunOutcome(new RunOutcome.Packets(1000, 5, 0, 960, deciphered), 100, 100, 2, 7000, 9);
        return CellSummary.of(protocol, cell, List.of(good, bad));
    }

    private static List<CellSummary> summaries() {
        List<CellSummary> summaries = new ArrayList<>();
        for (String protocol : List.of("paper-tcp", "qgate")) {
            for (Cell cell : Grid.parse("sas=5,15;interval=25,200;rate=1500").cells()) {
                summaries.add(summary(protocol, cell, 480));
            }
        }
        return summaries;
    }

    @Test
    void countsWhatThePaperCounts() {
        CellSummary summary = summary("qgate", new Cell(5, 25, 1500), 480);
        assertThat(summary.ratios().decipheredOfSent().mean()).isEqualTo((0.94 + 0.48) / 2);
        assertThat(summary.ratios().outOfSyncOfReceived().mean()).isEqualTo(0.25);
        assertThat(summary.ratios().outOfSync()).isEqualTo(480);
        assertThat(summary.costs().changesOfWanted().mean()).isEqualTo(0.975);
        assertThat(summary.costs().inboundSasMax()).isEqualTo(9);
    }

    @Test
    void writesALineForEachCellAndProtocol() {
        List<String> lines = CsvTable.of(summaries()).lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).startsWith("protocol,installed_sas,interval_ms");
        assertThat(lines.get(1)).startsWith("paper-tcp,5,25,1500,2,0.710000,").endsWith(",480,0.9750,1.00,6000,9");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(15));
    }

    @Test
    void drawsThePapersFigures() throws Exception {
        Map<String, String> figures = new Figures(summaries()).all();
        assertThat(figures.keySet()).containsExactly("figure-7.svg", "figure-8.svg", "figure-9.svg", "figure-10.svg");
        for (String svg : figures.values()) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(svg).contains(">paper-tcp<", ">qgate<");
        }
        assertThat(lines(figures.get("figure-7.svg"))).isEqualTo(2);
        assertThat(lines(figures.get("figure-9.svg"))).isEqualTo(4);
    }

    @Test
    void leavesOutFiguresWithoutCells() {
        List<CellSummary> few = List.of(summary("qgate", new Cell(5, 25, 1000), 480));
        assertThat(new Figures(few).all()).containsOnlyKeys("figure-7.svg", "figure-8.svg");
    }

    private static long lines(@org.jspecify.annotations.Nullable String svg) {
        return svg == null ? 0 : svg.split("<polyline", -1).length - 1;
    }
}
