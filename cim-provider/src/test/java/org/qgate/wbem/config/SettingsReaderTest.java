package org.qgate.wbem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.wbem.provider.Role;

class SettingsReaderTest {
    @TempDir
    private Path folder;

    private ServerSettings read(String text) throws IOException, SettingsException {
        Path file = folder.resolve("wbem.conf");
        Files.writeString(file, text);
        return SettingsReader.read(file);
    }

    @Test
    void takesDefaultsForWhatIsNotSaid() throws Exception {
        ServerSettings settings = read("qgate-wbem { gateway = alice }");
        assertThat(settings.gateway()).isEqualTo("alice");
        assertThat(settings.usersFile()).isEqualTo(Path.of("/var/lib/qgate-wbem/users"));
        assertThat(settings.plain()).hasValueSatisfying(address -> {
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isEqualTo(5988);
        });
        assertThat(settings.secure()).hasValueSatisfying(secure -> {
            assertThat(secure.selfSigned()).isTrue();
            assertThat(secure.tls().certificate()).isEqualTo(Path.of("/var/lib/qgate-wbem/server.crt"));
        });
        assertThat(settings.limits().bodyBytesMax()).isEqualTo(4 << 20);
    }

    @Test
    void takesWhatIsSaid() throws Exception {
        ServerSettings settings = read("""
                qgate-wbem {
                  gateway = bob
                  http.enabled = false
                  https { address = "127.0.0.1", port = 0 }
                  access-rules = [ { operation = InvokeMethod, class = CIM_Service, role = admin } ]
                }
                """);
        assertThat(settings.plain()).isEmpty();
        assertThat(settings.accessRules()).singleElement().satisfies(rule -> {
            assertThat(rule.role()).isEqualTo(Role.ADMIN);
            assertThat(rule.method()).isEqualTo("*");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http.address = "192.0.2.1"            | wbem.conf:1: qgate-wbem.http.address is not on the loopback
                    htp.port = 1                          | wbem.conf:1: qgate-wbem.htp.port is not a setting
                    http.port = 70000                     | wbem.conf:1: qgate-wbem.http.port is 70000
                    http.enabled = perhaps                | qgate-wbem.http.enabled must be true or false
                    state-directory = relative            | qgate-wbem.state-directory must be an absolute path
                    https.certificate = "/a"              | private-key must be set together
                    https.client-certificate-required = true | needs client-authorities
                    limits.body-bytes-max = 1             | limits.body-bytes-max is 1
                    limits.header-timeout = soon          | must be a duration
                    indications.allowed-networks = [ all ] | is no network
                    access-rules = [ { operation = x, role = king } ] | 'king' is no role
                    gateway = "no spaces"                 | qgate-wbem.gateway must be
                    """)
    void saysWhereWhatIsWrong(String setting, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("qgate-wbem { " + setting + " }"))
                .withMessageContaining(message);
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(folder.resolve("none")))
                .withMessageContaining("cannot be read");
    }
}
