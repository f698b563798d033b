package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qgate.lab.wire.HandMadePcap.ALICE;
import static org.qgate.lab.wire.HandMadePcap.BOB;
import static org.qgate.lab.wire.HandMadePcap.PLAN;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossReportTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void countsWhatDidNotArriveWhateverTheOrderAndCopies() throws IOException {
        Path before = HandMadePcap.nanos()
                .esp(1, ALICE, BOB, 0x1000, 1)
                .esp(2, ALICE, BOB, 0x1000, 2)
                .esp(3, ALICE, BOB, 0x1001, 1)
                .esp(4, BOB, ALICE, 0x2000, 1)
                .writeTo(folder.resolve("before.pcap"));
        Path behind = HandMadePcap.nanos()
                .esp(5, ALICE, BOB, 0x1001, 1)
                .esp(6, ALICE, BOB, 0x1000, 2)
                .esp(7, ALICE, BOB, 0x1000, 2)
                .writeTo(folder.resolve("behind.pcap"));

        LossReport loss = LossReport.between(before, behind, PLAN, Prefix.address(ALICE));

        assertThat(loss).isEqualTo(new LossReport(3, 2));
        assertThat(loss.lost()).isEqualTo(1);
    }
}
