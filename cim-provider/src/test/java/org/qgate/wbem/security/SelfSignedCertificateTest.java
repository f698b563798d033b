package org.qgate.wbem.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
    @Test
    void namesTheHostFirstAndAlwaysTheLoopback() throws IOException {
        assertThat(SelfSignedCertificate.names(Optional.of("gw1.example.net")))
                .startsWith("dns:gw1.example.net", "dns:localhost")
                .contains("ip:127.0.0.1", "ip:::1");
    }

    @Test
    void aHostWithoutANameThatResolvesStillGetsACertificate() throws IOException {
        assertThat(SelfSignedCertificate.names(Optional.empty())).startsWith("dns:localhost", "ip:127.0.0.1");
        assertThat(SelfSignedCertificate.names(Optional.of("(none)"))).startsWith("dns:localhost");
    }
}
