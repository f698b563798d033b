package org.qgate.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.RouteSocket;

class NetworkNamespaceTest {

    private static String own() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    private static void ip(String... arguments) throws Exception {
        Process process = new ProcessBuilder(arguments).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void worksInsideAndComesBack() throws Exception {
        assumeTrue(Libc.instance().geteuid() == 0, "needs root: it makes a network namespace");
        String name = "qgate-test-" + ProcessHandle.current().pid();
        ip("ip", "netns", "add", name);
        try {
            String before = own();
            NetworkNamespace namespace = NetworkNamespace.named(name);
            try (RouteSocket inside = namespace.call(RouteSocket::open)) {
                assertThat(own()).isEqualTo(before);
                inside.batch().addVeth("inside", "peer").send();
                assertThat(inside.links()).extracting(Link::name).contains("inside", "peer");
            }
            try (RouteSocket outside = RouteSocket.open()) {
                assertThat(outside.link("inside")).isEmpty();
            }
            assertThatThrownBy(() -> namespace.call(() -> {
                        throw new LinuxException("do it", "here", Errno.EPERM, "none");
                    }))
                    .isInstanceOf(LinuxException.class);
            assertThat(own()).isEqualTo(before);
        } finally {
            ip("ip", "netns", "delete", name);
        }
    }
}
