package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkState;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.Role;

/** Provider and watch against an agent that speaks the control contract on a socket. */
class ControlSocketTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void readsAWholePictureOverOneConnectionAndConnectsAnewAfterAFailure() throws Exception {
        FakeAgent fake = new FakeAgent();
        Path socket = directory.resolve("later");
        try (ControlSocketAgent nobody = new ControlSocketAgent(socket, LONG)) {
            assertThatThrownBy(() -> nobody.execute(new ControlCommand.Status()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(socket.toString());
        }
        try (ScriptedAgent scripted = ScriptedAgent.answering(fake);
                ControlSocketAgent agent = new ControlSocketAgent(scripted.path(), LONG)) {
            GatewayProvider provider = new GatewayProvider(agent, "alice", InstantSource.system(), System::nanoTime);

            List<CimInstance> links = provider.instances(new Caller("ann", Role.VIEWER), "QGATE_Link")
                    .toList();

            assertThat(links).extracting(link -> link.string("Name").orElse("")).containsExactly("ab", "ac");
            scripted.hangUp();
            assertThatThrownBy(() -> agent.execute(new ControlCommand.Links())).isInstanceOf(IOException.class);
            assertThat(agent.execute(new ControlCommand.Links())).isNotNull();
        }
    }

    @Test
    void whatHappensBecomesIndicationsAndALostAgentIsToldOnce() throws Exception {
        FakeAgent fake = new FakeAgent();
        LinkedBlockingQueue<CimInstance> heard = new LinkedBlockingQueue<>();
        ScriptedAgent scripted = ScriptedAgent.answering(
                fake,
                new ControlEvent.LinkStateChanged("ab", LinkState.UP, LinkState.BLOCKED, 7),
                new ControlEvent.WatchEnded("enough"));
        try (scripted;
                ControlSocketAgent agent = new ControlSocketAgent(scripted.path(), LONG);
                AgentWatch watch = new AgentWatch(
                        () -> ControlSocketEvents.open(scripted.path(), LONG, 100),
                        agent,
                        (namespace, indication) -> heard.add(indication),
                        "alice",
                        InstantSource.system(),
                        LONG,
                        Duration.ofMillis(20))) {
            watch.start();

            assertThat(next(heard)).isEqualTo("QGATE0002");
            assertThat(next(heard)).isEqualTo("CIM_InstCreation");
            assertThat(next(heard)).isEqualTo("QGATE0001");
            assertThat(next(heard)).isEqualTo("CIM_InstModification");
            scripted.stop();
            String last = next(heard);
            while (!last.equals("QGATE0004")) {
                last = next(heard);
            }
        }
    }

    private static String next(LinkedBlockingQueue<CimInstance> heard) throws InterruptedException {
        CimInstance indication = heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(indication).as("an indication in time").isNotNull();
        if (indication == null) {
            return "";
        }
        CimValue id = indication.value("MessageID").orElse(new CimString(indication.className()));
        return id.toString();
    }
}
