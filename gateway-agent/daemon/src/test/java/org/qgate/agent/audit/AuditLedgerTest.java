package org.qgate.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.port.KeyFate;

class AuditLedgerTest {
    private static final long LARGE = 1 << 20;

    @TempDir
    Path directory;

    private Path end(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static LedgerLine line(KeyFate fate, long block, long index) {
        Direction direction = (block & 1) == 0 ? Direction.LOW_TO_HIGH : Direction.HIGH_TO_LOW;
        return new LedgerLine(
                1795357200123L, fate, "alice-bob", Channel.DATA, block, 288, new LedgerLine.Name(3, direction, index));
    }

    private static void write(Path end, LedgerLine... lines) throws IOException {
        try (AuditLedger ledger = AuditLedger.open(end, LARGE, 4, "started")) {
            for (LedgerLine line : lines) {
                ledger.record(line);
            }
        }
    }

    @Test
    void writesTheDocumentedLine() throws Exception {
        Path end = end("a");
        write(end, line(KeyFate.LEASED, 42, 17));
        assertThat(Files.readAllLines(end.resolve("ledger.log")))
                .containsExactly(
                        "", "# started", "1795357200123\tleased\talice-bob\tdata\t42\t288\t3\tlow-to-high\t17");
    }

    @Test
    void provesThatNoBitWasUsedTwice() throws Exception {
        Path alice = end("alice");
        Path bob = end("bob");
        write(alice, line(KeyFate.LEASED, 42, 17), line(KeyFate.INSTALLED, 42, 17), line(KeyFate.ACCEPTED, 43, 17));
        write(alice, line(KeyFate.LEASED, 44, 18), line(KeyFate.VOIDED, 44, 18), line(KeyFate.DESTROYED, 44, 18));
        write(bob, line(KeyFate.ACCEPTED, 42, 17), line(KeyFate.LEASED, 43, 17), line(KeyFate.INSTALLED, 42, 17));
        LedgerCheck.Result result = LedgerCheck.of(List.of(alice, bob));
        assertThat(result.violations()).isEmpty();
        assertThat(result.blocksLeased()).isEqualTo(3);
        assertThat(result.bitsDrawn()).isEqualTo(3 * 288);
        assertThat(result.bitsUsedTwice()).isZero();
        assertThat(result.lines()).isEqualTo(9);
    }

    @Test
    void findsEachWayToUseBitsTwice() throws Exception {
        assertThat(violation("leased-twice", line(KeyFate.LEASED, 42, 17), line(KeyFate.LEASED, 42, 17)))
                .contains("DATA block 42 LEASED");
        assertThat(violation("another-name", line(KeyFate.LEASED, 42, 17), line(KeyFate.INSTALLED, 42, 18)))
                .contains("after");
        assertThat(violation("one-name", line(KeyFate.LEASED, 42, 17), line(KeyFate.LEASED, 44, 17)))
                .contains("for a name that has block 42");
        assertThat(violation("installed-twice", line(KeyFate.INSTALLED, 42, 17), line(KeyFate.INSTALLED, 42, 17)))
                .contains("INSTALLED twice");
        LedgerLine stolen = new LedgerLine(
                1,
                KeyFate.LEASED,
                "alice-bob",
                Channel.DATA,
                43,
                288,
                new LedgerLine.Name(3, Direction.LOW_TO_HIGH, 1));
        assertThat(violation("stolen", stolen)).contains("belongs to the other end");
    }

    private String violation(String name, LedgerLine... lines) throws IOException {
        Path end = end(name);
        write(end, lines);
        LedgerCheck.Result result = LedgerCheck.of(List.of(end));
        assertThat(result.bitsUsedTwice()).isEqualTo(288);
        return String.join("; ", result.violations());
    }

    @Test
    void findsABlockThatTheTwoEndsUsedForDifferentNames() throws Exception {
        Path alice = end("alice");
        Path bob = end("bob");
        write(alice, line(KeyFate.LEASED, 42, 17));
        write(bob, line(KeyFate.ACCEPTED, 42, 19));
        assertThat(LedgerCheck.of(List.of(alice, bob)).bitsUsedTwice()).isEqualTo(288);
    }

    @Test
    void keepsTheLinesBeforeAndAfterOneThatAKillCutShort() throws Exception {
        Path end = end("a");
        write(end, line(KeyFate.LEASED, 42, 17));
        Files.writeString(end.resolve("ledger.log"), "1795357200123\tleased\talice-bob\tda", StandardOpenOption.APPEND);
        write(end, line(KeyFate.LEASED, 44, 18));
        LedgerCheck.Result result = LedgerCheck.of(List.of(end));
        assertThat(result.lines()).isEqualTo(2);
        assertThat(result.blocksLeased()).isEqualTo(2);
    }

    @Test
    void isReadableByOthersBeforeItIsClosed() throws Exception {
        Path end = end("a");
        try (AuditLedger ledger = AuditLedger.open(end, LARGE, 4, "started")) {
            ledger.record(line(KeyFate.LEASED, 42, 17));
            assertThat(LedgerCheck.of(List.of(end)).lines()).isZero();
            ledger.flush();
            assertThat(LedgerCheck.of(List.of(end)).lines()).isEqualTo(1);
        }
    }

    @Test
    void rotatesWithinItsBoundAndReadsAllFiles() throws Exception {
        Path end = end("a");
        try (AuditLedger ledger = AuditLedger.open(end, 400, 3, "started")) {
            for (int i = 0; i < 40; i++) {
                ledger.record(line(KeyFate.LEASED, 2L * i, i));
                ledger.flush();
            }
        }
        assertThat(end.toFile().list()).containsExactlyInAnyOrder("ledger.log", "ledger.1.log", "ledger.2.log");
        LedgerCheck.Result result = LedgerCheck.of(List.of(end));
        assertThat(result.lines()).isBetween(10L, 39L);
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void saysThatThereIsNoLedger() {
        assertThatThrownBy(() -> LedgerCheck.of(List.of(directory.resolve("none"))))
                .hasMessageContaining("name the state directory");
    }
}
