package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EngineSupervisorTest {
    private final BlockingQueue<EngineInstance> engines = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<EngineInstance>> changes = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong();
    private final EngineSupervisor supervisor = new EngineSupervisor(engines::take, nanos::get, this::note);

    private void note() {
        changes.add(supervisor.current());
    }

    private static EngineInstance engine() {
        return new EngineInstance(ProcessHandle.current(), new CompletableFuture<>(), false, () -> false);
    }

    @Test
    void noticesAnEngineThatIsEndingAndWaitsForItsEnd() throws Exception {
        AtomicBoolean ending = new AtomicBoolean();
        EngineInstance first =
                new EngineInstance(ProcessHandle.current(), new CompletableFuture<>(), false, ending::get);
        EngineInstance second = engine();
        engines.add(first);
        engines.add(second);
        supervisor.start();
        nanos.set(RestartPauses.LONG_LIFE_NANOS);
        ending.set(true);
        assertThat(changes.take()).isEmpty();
        assertThat(supervisor.outage()).contains("its process is ending");
        assertThat(engines).containsExactly(second);
        first.ended().complete(null);
        assertThat(changes.take()).contains(second);
        supervisor.release();
    }

    @Test
    void findsTheNextEngineWhenOneHasEnded() throws Exception {
        EngineInstance first = engine();
        EngineInstance second = engine();
        engines.add(first);
        supervisor.start();
        assertThat(supervisor.current()).contains(first);
        nanos.set(RestartPauses.LONG_LIFE_NANOS);

        first.ended().complete(null);
        assertThat(changes.take()).isEmpty();
        assertThat(supervisor.outage()).contains("process " + first.process().pid(), "its process has ended");
        engines.add(second);
        assertThat(changes.take()).contains(second);
        supervisor.release();
    }

    @Test
    void takesNoNoticeOfTheLossOfAnEngineBefore() throws Exception {
        EngineInstance first = engine();
        EngineInstance second = engine();
        engines.add(first);
        engines.add(second);
        supervisor.start();
        nanos.set(RestartPauses.LONG_LIFE_NANOS);
        supervisor.lost(first, "its connection broke");
        assertThat(changes.take()).isNotNull();
        assertThat(changes.take()).contains(second);
        supervisor.lost(first, "told twice");
        first.ended().complete(null);
        assertThat(supervisor.current()).contains(second);
        assertThat(changes).isEmpty();
        supervisor.release();
    }

    @Test
    void saysAtTheStartWhyThereIsNone() {
        EngineSupervisor hopeless = new EngineSupervisor(
                () -> {
                    throw new IOException("no such program");
                },
                nanos::get,
                () -> {});
        assertThatThrownBy(hopeless::start).isInstanceOf(IOException.class).hasMessage("no such program");
    }
}
