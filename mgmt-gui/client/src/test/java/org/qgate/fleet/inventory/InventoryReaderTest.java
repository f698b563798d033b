package org.qgate.fleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryReaderTest {
    private static final String PIN = "9f".repeat(32);
    private static final String TEXT = """
            fleet {
              gateway-defaults { user = anna, password-file = "anna.password" }
              gateways {
                bob { url = "https://bob.example:5989", certificate-authority = "ca.pem", timeout = 3 s }
                alice { url = "https://192.0.2.1:5989", certificate-fingerprint = "%s" }
              }
            }
            """.formatted("9F:".repeat(31) + "9f");

    @TempDir
    private Path folder = Path.of("");

    private Inventory read(String text) throws InventoryException, IOException {
        return InventoryReader.read(Files.writeString(folder.resolve("fleet.conf"), text));
    }

    @Test
    void readsGatewaysWithTheirDefaults() throws Exception {
        Inventory inventory = read(TEXT);
        assertThat(inventory.gateways()).extracting(InventoryGateway::name).containsExactly("alice", "bob");
        InventoryGateway alice = inventory.gateway("alice").orElseThrow();
        assertThat(alice.user()).isEqualTo("anna");
        assertThat(alice.password()).isEqualTo(new PasswordSource.File(folder.resolve("anna.password")));
        assertThat(alice.trust()).isEqualTo(new TrustAnchor.Fingerprint(PIN));
        InventoryGateway bob = inventory.gateway("bob").orElseThrow();
        assertThat(bob.trust()).isEqualTo(new TrustAnchor.Authority(folder.resolve("ca.pem")));
        assertThat(bob.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(inventory.gateway("carol")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://192.0.2.1:5989 | http://192.0.2.1:5988 | is not of the form https://HOST:PORT",
                "https://192.0.2.1:5989 | https://anna:secret@192.0.2.1:5989 | is not of the form",
                "https://192.0.2.1:5989 | https://192.0.2.1 | is not of the form",
                "password-file | password | or password-environment must say",
                "user = anna | user = [] | must be a text",
                "user = anna, | . | user is missing",
                "alice { | Alice { | not a gateway's name",
                "timeout = 3 s | timeout = 1 h | is outside",
                "timeout = 3 s | trust-everybody = true | is not a setting",
                "9F:9F | 9F | has 64 hexadecimal digits",
                "gateways { | machines { | is not a setting",
                "fleet { | flotte { | is not a setting"
            })
    void saysWhatIsWrong(String from, String to, String message) {
        String wrong =
                TEXT.replace(from.strip(), to.strip().replace(".", to.strip().length() == 1 ? "" : "."));
        assertThatExceptionOfType(InventoryException.class)
                .isThrownBy(() -> read(wrong))
                .withMessageContaining(message.strip());
    }

    @Test
    void aFileThatIsNotThereOrIsNoHoconIsAnError() {
        assertThatExceptionOfType(InventoryException.class)
                .isThrownBy(() -> InventoryReader.read(folder.resolve("none.conf")))
                .withMessageContaining("cannot be read");
        assertThatExceptionOfType(InventoryException.class).isThrownBy(() -> read("fleet { gateways {"));
        assertThatExceptionOfType(InventoryException.class).isThrownBy(() -> read("fleet { gateways {} }"));
    }

    @Test
    void readsPasswordsOnlyFromWhereOthersCannot() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3cret\nand more\n");
        Passwords passwords = new Passwords(Map.of("QGATE_PASSWORD", "other"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatIOException()
                .isThrownBy(() -> passwords.read(new PasswordSource.File(file)))
                .withMessageContaining("chmod 600")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(passwords.read(new PasswordSource.File(file))).isEqualTo("s3cret".toCharArray());
        assertThat(passwords.read(new PasswordSource.Environment("QGATE_PASSWORD")))
                .isEqualTo("other".toCharArray());
        assertThatIOException()
                .isThrownBy(() -> passwords.read(new PasswordSource.Environment("NONE")))
                .withMessageContaining("NONE");
        assertThatIOException()
                .isThrownBy(() -> passwords.read(new PasswordSource.File(folder.resolve("nothing"))))
                .withMessageContaining("does not exist");
        Files.writeString(file, "");
        assertThatIOException()
                .isThrownBy(() -> passwords.read(new PasswordSource.File(file)))
                .withMessageContaining("is empty");
    }
}
