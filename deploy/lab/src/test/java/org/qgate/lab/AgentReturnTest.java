package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.qgate.lab.kernel.LabException;

class AgentReturnTest {
    private static final String EARLIER = """
            2026-01-01T00:00:01.000Z INFO  AgentMain: qgate-agent 0.1.0: gateway alice, 1 links
            2026-01-01T00:00:02.000Z INFO  AgentMain: qgate-agent is ready
            2026-01-01T00:00:02.700Z INFO  NoticeBoard: link alice-bob: traffic leaves under epoch 1
            """;

    @Test
    void readsTheLastLifeOfALog() throws Exception {
        String log = EARLIER + """
                2026-01-01T00:01:01.000Z INFO  AgentMain: qgate-agent 0.1.0: gateway alice, 1 links
                2026-01-01T00:01:04.500Z INFO  AgentMain: qgate-agent is ready
                2026-01-01T00:01:05.250Z INFO  NoticeBoard: link alice-bob: traffic leaves under epoch 2
                """;

        assertThat(AgentReturn.of(log)).isEqualTo(new AgentReturn(3500, 750));
        assertThat(AgentReturn.isComplete(log)).isTrue();
    }

    @Test
    void refusesALifeInWhichTrafficDidNotReturn() throws Exception {
        String log = EARLIER + """
                2026-01-01T00:01:01.000Z INFO  AgentMain: qgate-agent 0.1.0: gateway alice, 1 links
                2026-01-01T00:01:04.500Z INFO  AgentMain: qgate-agent is ready
                """;

        assertThat(AgentReturn.isComplete(log)).isFalse();
        assertThatThrownBy(() -> AgentReturn.of(log))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("traffic under an epoch");
    }
}
