package org.qgate.lab.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.lab.kernel.LabException;
import tools.jackson.databind.json.JsonMapper;

class RivalResultTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void takesTheReceiversRate() throws LabException {
        String text = "{\"end\":{\"sum_sent\":{\"bits_per_second\":9e9},\"sum_received\":{\"bits_per_second\":1.5e9}}}";
        assertThat(RivalResult.tcpMegabitsPerSecond(JSON.readTree(text))).isEqualTo(1500);
    }

    @Test
    void tellsWhatIperfTold() {
        assertThatThrownBy(() -> RivalResult.tcpMegabitsPerSecond(JSON.readTree("{\"error\":\"the server is busy\"}")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the server is busy");
    }

    @Test
    void dividesPacketsByTime() throws LabException {
        assertThat(RivalResult.flood("3000 1200 1500000000\n")).isEqualTo(new FloodResult(2000, 800));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0 1000", "7 7 0", "7 8", "7 8 9", "7 6 5 4", "seven 6 8"})
    void takesNothingElseForACount(String counted) {
        assertThatThrownBy(() -> RivalResult.flood(counted)).isInstanceOf(LabException.class);
    }
}
