package org.qgate.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.InterfaceAddress;
import org.qgate.agent.config.LinkNetwork;
import org.qgate.agent.config.TunnelRoute;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.rtnetlink.RouteSocket;

/** Against the real kernel, in a network namespace of the test's own; needs root. */
class LinkNetworkProgrammerTest {
    private static final LinkNetwork NETWORK = new LinkNetwork(
            List.of(new InterfaceAddress("inner", IpPrefix.parse("10.1.0.1/24"))),
            List.of(new TunnelRoute(
                    IpPrefix.parse("10.2.0.0/24"),
                    Optional.empty(),
                    Optional.of("inner"),
                    Optional.of(IpAddress.parse("10.1.0.1")))));

    private interface Body {
        void run(RouteSocket socket) throws IOException;
    }

    private static void inAnEmptyNamespace(Body body) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            try (RouteSocket socket = RouteSocket.open()) {
                socket.batch().addVeth("inner", "outer").send();
                socket.batch()
                        .setUp(socket.link("inner").orElseThrow().index(), true)
                        .send();
                body.run(socket);
            }
            return true;
        });
        Thread thread = new Thread(task, "namespace");
        thread.start();
        assertThat(task.get()).isTrue();
    }

    private static boolean hasAddress(RouteSocket socket) throws IOException {
        return socket.addresses().stream().anyMatch(address -> address.address().equals(IpPrefix.parse("10.1.0.1/24")));
    }

    private static boolean hasRoute(RouteSocket socket) throws IOException {
        return socket.routes().stream()
                .anyMatch(route -> route.destination().equals(IpPrefix.parse("10.2.0.0/24"))
                        && route.nextHop().preferredSource().equals(IpAddress.parse("10.1.0.1")));
    }

    @Test
    void addsAddressesAndRoutesAndTakesThemAway() throws Exception {
        inAnEmptyNamespace(socket -> {
            LinkNetworkProgrammer programmer = new LinkNetworkProgrammer(socket);
            programmer.add("alice-bob", NETWORK);
            assertThat(hasAddress(socket)).isTrue();
            assertThat(hasRoute(socket)).isTrue();
            programmer.remove("alice-bob", NETWORK);
            assertThat(hasAddress(socket)).isFalse();
            assertThat(hasRoute(socket)).isFalse();
        });
    }

    @Test
    void findsWhatACrashedAgentLeftAndRemovesTwiceWithoutComplaint() throws Exception {
        inAnEmptyNamespace(socket -> {
            new LinkNetworkProgrammer(socket).add("alice-bob", NETWORK);
            LinkNetworkProgrammer next = new LinkNetworkProgrammer(socket);
            next.add("alice-bob", NETWORK);
            next.remove("alice-bob", NETWORK);
            next.remove("alice-bob", NETWORK);
            assertThat(hasAddress(socket)).isFalse();
        });
    }

    @Test
    void restoresWhatWentAndWaitsForAnInterfaceThatIsDown() throws Exception {
        inAnEmptyNamespace(socket -> {
            LinkNetworkProgrammer programmer = new LinkNetworkProgrammer(socket);
            programmer.add("alice-bob", NETWORK);
            assertThat(programmer.restore(NETWORK)).isEmpty();

            programmer.remove("alice-bob", NETWORK);
            assertThat(programmer.restore(NETWORK)).hasSize(2);
            int inner = socket.link("inner").orElseThrow().index();
            socket.batch().setUp(inner, false).send();
            assertThat(hasRoute(socket)).isFalse();
            assertThat(programmer.restore(NETWORK)).isEmpty();
            socket.batch().setUp(inner, true).send();
            assertThat(programmer.restore(NETWORK)).singleElement().asString().startsWith("route ");
            assertThat(hasRoute(socket)).isTrue();

            socket.batch().deleteLink(inner).send();
            assertThat(programmer.restore(NETWORK)).isEmpty();
        });
    }

    @Test
    void saysWhichInterfaceIsMissing() throws Exception {
        LinkNetwork wrong =
                new LinkNetwork(List.of(new InterfaceAddress("nowhere", IpPrefix.parse("10.1.0.1/24"))), List.of());
        inAnEmptyNamespace(socket -> assertThatThrownBy(() -> new LinkNetworkProgrammer(socket).add("alice-bob", wrong))
                .hasMessageContaining("there is no network interface nowhere"));
    }
}
