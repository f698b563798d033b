package org.qgate.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.rtnetlink.RouteSocket;

class NetworkEventReaderTest {
    private static final long PATIENCE_SECONDS = 30;

    @Test
    void tellsOfAnInterfaceThatComes() throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            Semaphore changes = new Semaphore(0);
            NetworkEventReader reader = NetworkEventReader.start(changes::release);
            try (RouteSocket socket = RouteSocket.open()) {
                socket.batch().addVeth("inner", "outer").send();
                return changes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } finally {
                reader.stop();
            }
        });
        Thread thread = new Thread(task, "namespace");
        thread.start();
        assertThat(task.get()).isTrue();
    }
}
