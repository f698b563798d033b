package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = SimulatorMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void writesTheSummaryAsJson(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        assertThat(run("run", "--seeds", "3", "--first-seed", "5", "--faults", "loss", "--json", file.toString()))
                .isZero();
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(report.propertyNames())
                .containsExactly(
                        "seeds",
                        "violations",
                        "simulatedHours",
                        "wallSeconds",
                        "packetsDelivered",
                        "packetsDeciphered",
                        "packetsExcused",
                        "failingSeeds");
        assertThat(report.get("seeds").asLong()).isEqualTo(3);
        assertThat(report.get("violations").asLong()).isZero();
        assertThat(report.get("packetsDelivered").asLong())
                .isPositive()
                .isEqualTo(report.get("packetsDeciphered").asLong());
        assertThat(report.get("failingSeeds").isEmpty()).isTrue();
        assertThat(out.toString()).contains("3 seeds, 0 violations");
    }

    @Test
    void tracesOneSeed() {
        assertThat(run("run", "--seed", "2", "--faults", "none", "--trace")).isZero();
        assertThat(out.toString()).contains("SwitchOutbound").contains("1 seeds, 0 violations");
    }

    @Test
    void refusesWrongArguments() {
        assertThat(run("run", "--faults", "fire")).isEqualTo(2);
        assertThat(err.toString()).contains("'fire'");
        assertThat(run("run", "--seeds", "0")).isEqualTo(2);
        assertThat(run("run", "--only", "crash:1")).isEqualTo(2);
        assertThat(run("run", "--seed", "1", "--only", "crash")).isEqualTo(2);
        assertThat(err.toString()).contains("crash");
        assertThat(run("run", "--seconds", "0")).isEqualTo(2);
        assertThat(run("run", "--trace")).isEqualTo(2);
        assertThat(run("mutants", "--seeds", "0")).isEqualTo(2);
        assertThat(run("evaluate", "--grid", "speed=3")).isEqualTo(2);
        assertThat(err.toString()).contains("speed=3");
        assertThat(run("evaluate", "--runs", "0")).isEqualTo(2);
        assertThat(run("evaluate", "--protocols", "ike")).isEqualTo(2);
        assertThat(run("compare", "--seeds", "0")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void failsWhenAMutantSurvives() {
        assertThat(run("mutants", "--seeds", "1", "--threads", "1")).isEqualTo(1);
        assertThat(out.toString()).contains("credit-ignored").contains("SURVIVED");
    }

    @Test
    void livesAsLongAsItIsTold() {
        assertThat(run("run", "--seed", "3", "--faults", "loss,crash", "--seconds", "120"))
                .isZero();
        assertThat(out.toString()).contains("1 seeds, 0 violations, 0.04 h");
    }

    @Test
    void evaluatesAPartOfTheGrid(@TempDir Path folder) throws IOException {
        assertThat(run(
                        "evaluate",
                        "--runs",
                        "2",
                        "--seconds",
                        "10",
                        "--grid",
                        "sas=5;interval=100,200;rate=1500",
                        "--protocols",
                        "paper-tcp,qgate",
                        "--threads",
                        "1",
                        "--out",
                        folder.toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("evaluation.csv")).lines()).hasSize(5);
        assertThat(folder.resolve("figure-7.svg")).content().contains("<svg").contains("paper-tcp");
        assertThat(out.toString()).contains("qgate: 0 packets arrived and were not deciphered, in the 2 of 2");
    }

    @Test
    void comparesBothProtocolsUnderTheSameSeeds() {
        assertThat(run("compare", "--seeds", "2", "--faults", "outage", "--installed-sas", "5", "--threads", "1"))
                .isZero();
        assertThat(out.toString()).contains("qgate     2 seeds", "(100.000 %)", "paper-tcp 2 seeds", "broken in");
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("qgate-sim");
    }
}
