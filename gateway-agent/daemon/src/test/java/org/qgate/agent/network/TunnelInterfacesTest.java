package org.qgate.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkNetwork;
import org.qgate.agent.config.TunnelInterface;
import org.qgate.agent.xfrm.TestLinks;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.rtnetlink.RouteSocket;

/** Against the real kernel, in a network namespace of the test's own; needs root. The kinds themselves are tried in the lab. */
class TunnelInterfacesTest {
    private static LinkConfiguration link(TunnelInterface.Kind kind) {
        LinkConfiguration plain = TestLinks.alice("10.1.0.0/24", "10.2.0.0/24");
        TunnelInterface tunnel = new TunnelInterface("qgate0", kind, List.of(IpPrefix.parse("10.1.0.1/24")), 0);
        return new LinkConfiguration(
                plain.parameters(),
                plain.endpoints(),
                plain.secretFile(),
                plain.policies(),
                plain.esp(),
                plain.keySource(),
                new LinkNetwork(Optional.of(tunnel), List.of(), List.of()));
    }

    private interface Body {
        void run(RouteSocket socket, TunnelInterfaces interfaces) throws Exception;
    }

    private static void inAnEmptyNamespace(Body body) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            try (RouteSocket socket = RouteSocket.open()) {
                body.run(socket, new TunnelInterfaces(socket, Path.of("/proc/sys/net")));
            }
            return true;
        });
        Thread thread = new Thread(task, "namespace");
        thread.start();
        assertThat(task.get()).isTrue();
    }

    @Test
    void bindsNothingWithoutAnInterface() throws Exception {
        inAnEmptyNamespace((socket, interfaces) -> {
            assertThat(interfaces.open(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24")))
                    .isEqualTo(TunnelBinding.NONE);
            interfaces.remove(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"));
        });
    }

    @Test
    void touchesNoInterfaceOfAnotherKind() throws Exception {
        inAnEmptyNamespace((socket, interfaces) -> {
            socket.batch().addVeth("qgate0", "other").send();
            assertThatThrownBy(() -> interfaces.open(link(TunnelInterface.Kind.AUTO)))
                    .hasMessageContaining("there is an interface qgate0 already")
                    .hasMessageContaining("choose another name");
            assertThat(socket.link("qgate0")).isPresent();
            assertThat(socket.addresses()).noneMatch(own -> own.address().equals(IpPrefix.parse("10.1.0.1/24")));
        });
    }

    @Test
    void saysThatAnInterfaceIsGone() throws Exception {
        inAnEmptyNamespace((socket, interfaces) -> {
            LinkConfiguration link = link(TunnelInterface.Kind.DUMMY);
            assertThatThrownBy(() -> interfaces.restore(link)).hasMessageContaining("qgate0 is gone");
            assertThat(interfaces.restore(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24")))
                    .isEmpty();
        });
    }

    @Test
    void takesAnAbsentInterfaceAwayWithoutComplaint() throws Exception {
        inAnEmptyNamespace((socket, interfaces) -> {
            interfaces.remove(link(TunnelInterface.Kind.XFRM));
            assertThat(socket.link("qgate0")).isEmpty();
        });
    }
}
