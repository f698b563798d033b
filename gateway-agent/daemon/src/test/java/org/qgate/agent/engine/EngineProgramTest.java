package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.xfrm.TestLinks;

class EngineProgramTest {
    private static EngineConfiguration engine(String program, int capacity) {
        return new EngineConfiguration(program, true, Path.of("/run/e.pfkey"), "qg0", 1400, capacity, 5600, 5600);
    }

    private static List<String> command(EngineConfiguration engine, String programs) {
        return new EngineProgram(engine, List.of(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24")), programs).command();
    }

    @Test
    void isNamedByItsPlaceBesideTheAgentOrByAPathOrByTheSearchPath() {
        assertThat(command(engine("qgate-engine", 7), "/opt/qgate/bin"))
                .containsExactly(
                        "setsid",
                        "/opt/qgate/bin/qgate-engine",
                        "--local=192.0.2.1",
                        "--socket=/run/e.pfkey",
                        "--tun=qg0",
                        "--mtu=1400",
                        "--capacity=7");
        assertThat(command(engine("/a/b", 7), "/opt/qgate/bin")).contains("/a/b");
        assertThat(command(engine("qgate-engine", 7), "")).contains("qgate-engine");
    }

    /** At 5 ms a window of half a second and the retirement time hold 260 SAs, and each epoch has its own. */
    @Test
    void hasRoomForTwoEpochsAtFiveMilliseconds() {
        assertThat(EngineProgram.capacity(List.of(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"))))
                .isBetween(2 * 260, 2 * 260 + 256);
    }
}
