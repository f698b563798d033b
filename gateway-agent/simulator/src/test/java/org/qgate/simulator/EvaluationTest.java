package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qgate.simulator.evaluation.Cell;
import org.qgate.simulator.evaluation.CellSummary;
import org.qgate.simulator.evaluation.RunOutcome;

class EvaluationTest {
    private static final int SECONDS = 20;

    private static ChannelModel channel(boolean drawnPerRun) {
        ChannelModel paper = ChannelModel.TABLE_III;
        return new ChannelModel(
                SECONDS, paper.bitsPerSecond(), paper.payloadBytes(), paper.queuePackets(), drawnPerRun);
    }

    private static RunOutcome run(ProtocolKind protocol, Cell cell, long seed) {
        Contest contest = protocol == ProtocolKind.QGATE
                ? Contest.core(Mutation.NONE)
                : Contest.measured(protocol, cell.installedSas());
        return new CellRun(cell, channel(false), contest, seed).run();
    }

    @Test
    void deciphersEveryPacketThatArrives() {
        for (Cell cell : new Cell[] {new Cell(5, 25, 1500), new Cell(15, 100, 1000), new Cell(70, 200, 1700)}) {
            RunOutcome.Packets packets = run(ProtocolKind.QGATE, cell, 3).packets();
            assertThat(packets.received())
                    .as("%s", cell)
                    .isGreaterThan(packets.sent() * 9 / 10)
                    .isEqualTo(packets.deciphered());
            assertThat(packets.heldBack()).as("%s", cell).isZero();
        }
    }

    @Test
    void losesPacketsUnderThePapersProtocolOverTcpWithASmallWindow() {
        RunOutcome.Packets packets =
                run(ProtocolKind.PAPER_TCP, new Cell(5, 50, 1500), 3).packets();
        assertThat(packets.deciphered()).isPositive().isLessThan(packets.received() * 9 / 10);
    }

    @Test
    void losesNextToNothingUnderThePapersProtocolInDatagramsWithALargeWindow() {
        RunOutcome.Packets packets =
                run(ProtocolKind.PAPER_UDP, new Cell(40, 100, 1500), 3).packets();
        assertThat(packets.deciphered()).isGreaterThan(packets.received() * 99 / 100);
    }

    @Test
    void overloadsTheChannelOnlyAtTheHighestRate() {
        ChannelModel channel = ChannelModel.TABLE_III;
        assertThat(channel.carries(1_700_000)).isTrue();
        assertThat(channel.carries(1_900_000)).isFalse();
    }

    @Test
    void repeatsARunExactly() {
        Cell cell = new Cell(15, 25, 1500);
        assertThat(run(ProtocolKind.PAPER_TCP, cell, 9)).isEqualTo(run(ProtocolKind.PAPER_TCP, cell, 9));
        assertThat(run(ProtocolKind.QGATE, cell, 9)).isEqualTo(run(ProtocolKind.QGATE, cell, 9));
    }

    @Test
    void gathersRunsOfACellWhateverTheThreads() {
        Cell cell = new Cell(5, 200, 1000);
        CellSummary one = new Evaluation(channel(true), new Evaluation.Effort(1, 3, 2, 1)).of(ProtocolKind.QGATE, cell);
        CellSummary two = new Evaluation(channel(true), new Evaluation.Effort(1, 3, 2, 2)).of(ProtocolKind.QGATE, cell);
        assertThat(one).isEqualTo(two);
        assertThat(one.runs()).isEqualTo(3);
        assertThat(one.ratios().outOfSync()).isZero();
    }
}
