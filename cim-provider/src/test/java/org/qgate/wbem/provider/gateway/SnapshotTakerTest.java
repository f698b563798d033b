package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.ControlCommand;
import org.qgate.control.ErrorCode;

class SnapshotTakerTest {
    @Test
    void anAgentThatKnowsNothingOfThisIsShownWithoutConfigurations() throws Exception {
        FakeAgent fake = new FakeAgent();
        AgentPort older = command -> {
            if (command instanceof ControlCommand.Configuration) {
                throw new FakeChanges.Refused(ErrorCode.MALFORMED, "unknown command");
            }
            return fake.execute(command);
        };
        try (ScriptedAgent old = ScriptedAgent.inFrontOf(older);
                ControlSocketAgent agent = new ControlSocketAgent(old.path(), Duration.ofSeconds(20))) {
            AgentSnapshot snapshot = new SnapshotTaker(agent, InstantSource.system()).take(Optional.empty());

            assertThat(snapshot.links()).hasSize(2);
            assertThat(snapshot.configurations().links()).isEmpty();
        }
    }
}
