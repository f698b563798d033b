package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcapReaderTest {
    private static final long TIME_NANOS = 1_700_000_000_123_456_000L;

    @Test
    void readsNanosecondTimesLittleEndian() throws IOException {
        PcapReader reader = HandMadePcap.nanos()
                .esp(TIME_NANOS + 789, HandMadePcap.ALICE, HandMadePcap.BOB, 0x1000, 1)
                .reader();

        PcapPacket packet = reader.next().orElseThrow();

        assertThat(packet.timeNanos()).isEqualTo(TIME_NANOS + 789);
        assertThat(packet.frame().remaining()).isEqualTo(14 + 20 + 24);
        assertThat(packet.wireBytes()).isEqualTo(14 + 20 + 24 + 60);
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void readsMicrosecondTimesBigEndian() throws IOException {
        PcapReader reader = HandMadePcap.microsBigEndian()
                .esp(TIME_NANOS, HandMadePcap.ALICE, HandMadePcap.BOB, 0x1000, 1)
                .reader();

        assertThat(reader.next().orElseThrow().timeNanos()).isEqualTo(TIME_NANOS);
    }

    @Test
    void endsBeforeARecordCutShort() throws IOException {
        ByteBuffer file = HandMadePcap.nanos()
                .esp(TIME_NANOS, HandMadePcap.ALICE, HandMadePcap.BOB, 0x1000, 1)
                .esp(TIME_NANOS, HandMadePcap.ALICE, HandMadePcap.BOB, 0x1000, 2)
                .bytes();
        PcapReader reader = PcapReader.of(file.limit(file.limit() - 1), "cut");

        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void refusesWhatIsNoCapture() {
        assertThatThrownBy(() -> PcapReader.of(ByteBuffer.allocate(10), "short"))
                .hasMessageContaining("short is not a capture file");
        assertThatThrownBy(() -> PcapReader.of(ByteBuffer.allocate(100), "zeros"))
                .hasMessageContaining("classic format");
    }

    @Test
    void refusesFramesThatAreNotEthernet() {
        ByteBuffer file = HandMadePcap.microsBigEndian().bytes().putInt(20, 101);

        assertThatThrownBy(() -> PcapReader.of(file, "raw")).hasMessageContaining("link type 101");
    }

    @Test
    void readsDamagedFilesWithoutAnyOtherErrorThanItsOwn() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            ByteBuffer file = HandMadePcap.nanos()
                    .esp(TIME_NANOS, HandMadePcap.ALICE, HandMadePcap.BOB, 0x1000, 1)
                    .udp(TIME_NANOS, HandMadePcap.ALICE, HandMadePcap.BOB, HandMadePcap.CANARY_PORT, "QGATE-CANARY")
                    .bytes();
            for (int i = 0; i < 8; i++) {
                file.put(random.nextInt(file.limit()), (byte) random.nextInt());
            }
            file.limit(random.nextInt(file.limit() + 1));
            assertThat(outcome(file)).as("seed %d", seed).isIn("read", "refused");
        }
    }

    private static String outcome(ByteBuffer file) {
        try {
            WireReport.of(PcapReader.of(file, "damaged"), HandMadePcap.PLAN, TimeWindow.ALWAYS);
            return "read";
        } catch (IOException e) {
            return "refused";
        }
    }
}
