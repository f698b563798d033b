package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.lab.kernel.LabException;

class LedgerComparisonTest {
    @TempDir
    private Path folder = Path.of("");

    private static String line(String step, String channel, long block, String name) {
        return String.join("\t", "1700000000000", step, "alice-bob", channel, Long.toString(block), "288", name);
    }

    private Path ledger(String gateway, String... lines) throws IOException {
        Path state = Files.createDirectories(folder.resolve(gateway));
        Files.write(state.resolve("ledger.log"), List.of(lines));
        return state;
    }

    @Test
    void findsNothingInALifeLivedInOrder() throws IOException {
        Path alice = ledger(
                "alice",
                "# started",
                line("leased", "data", 0, "1\tlow-to-high\t1"),
                line("installed", "data", 0, "1\tlow-to-high\t1"),
                line("leased", "control", 0, "1\tlow-to-high\t1"),
                line("destroyed", "data", 0, "1\tlow-to-high\t1"));
        Path bob = ledger(
                "bob",
                line("accepted", "data", 0, "1\tlow-to-high\t1"),
                line("installed", "data", 0, "1\tlow-to-high\t1"),
                line("leased", "data", 1, "1\thigh-to-low\t1"));

        LedgerComparison comparison = LedgerComparison.of(alice, bob);

        assertThat(comparison.bitsDrawn()).isEqualTo(3 * 288);
        assertThat(comparison.bitsUsedTwice()).isZero();
        assertThat(comparison.findings()).isEmpty();
    }

    @Test
    void findsABlockThatBothEndsLease() throws IOException {
        Path alice = ledger("alice", line("leased", "data", 4, "1\tlow-to-high\t1"));
        Path bob = ledger("bob", line("leased", "data", 4, "1\thigh-to-low\t1"));

        LedgerComparison comparison = LedgerComparison.of(alice, bob);

        assertThat(comparison.bitsUsedTwice()).isEqualTo(288);
        assertThat(comparison.findings()).anyMatch(finding -> finding.contains("leased a second time"));
    }

    @Test
    void findsABlockLeasedAgainAfterARestartInAnOlderFileToo() throws IOException {
        Path alice = ledger("alice", line("leased", "data", 4, "2\tlow-to-high\t1"));
        Files.write(alice.resolve("ledger.1.log"), List.of(line("leased", "data", 4, "1\tlow-to-high\t9")));
        Path bob = ledger("bob", line("accepted", "data", 4, "1\tlow-to-high\t9"));

        assertThat(LedgerComparison.of(alice, bob).bitsUsedTwice()).isEqualTo(288);
    }

    @Test
    void findsAnSaInstalledTwiceAtOneEnd() throws IOException {
        Path alice = ledger(
                "alice",
                line("leased", "data", 0, "1\tlow-to-high\t1"),
                line("installed", "data", 0, "1\tlow-to-high\t1"),
                line("installed", "data", 0, "1\tlow-to-high\t1"));
        Path bob = ledger("bob", line("installed", "data", 0, "1\tlow-to-high\t1"));

        assertThat(LedgerComparison.of(alice, bob).bitsUsedTwice()).isEqualTo(288);
    }

    @Test
    void findsTwoBlocksOfOneName() throws IOException {
        Path alice = ledger(
                "alice",
                line("leased", "data", 0, "1\tlow-to-high\t1"),
                line("leased", "data", 2, "1\tlow-to-high\t1"));
        Path bob = ledger("bob", line("accepted", "data", 0, "1\tlow-to-high\t1"));

        assertThat(LedgerComparison.of(alice, bob).bitsUsedTwice()).isEqualTo(288);
    }

    @Test
    void refusesALedgerThatProvesNothing() throws IOException {
        Path alice = ledger("alice", "# started");
        Path bob = ledger("bob", line("leased", "data", 1, "1\thigh-to-low\t1"));

        assertThatThrownBy(() -> LedgerComparison.of(alice, bob))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no entry");
    }
}
