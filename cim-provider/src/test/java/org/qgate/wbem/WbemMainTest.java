package org.qgate.wbem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.config.SettingsReader;
import org.qgate.wbem.security.UserFile;
import picocli.CommandLine;

class WbemMainTest {
    @TempDir
    private Path folder;

    private String config = "";

    @BeforeEach
    void configure() throws IOException {
        Path file = folder.resolve("wbem.conf");
        Files.writeString(file, """
                qgate-wbem {
                  gateway = alice
                  state-directory = "%s/state"
                  agent.control-socket = "%s/no-agent.sock"
                  http.port = 0
                  https { address = "127.0.0.1", port = 0 }
                }
                """.formatted(folder, folder));
        config = file.toString();
    }

    private static int run(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return new CommandLine(new WbemMain()).execute(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void managesUsers() throws Exception {
        assertThat(run("a good password\n", "--config", config, "user", "add", "anna", "--role", "admin"))
                .isZero();
        UserFile users = new UserFile(folder.resolve("state/users"));
        assertThat(users.read()).containsOnlyKeys("anna");
        assertThat(run("short\n", "user", "add", "vera", "--role", "viewer", "--config", config))
                .isEqualTo(1);
        assertThat(run("a good password\n", "--config", config, "user", "add", "vera", "--role", "king"))
                .isEqualTo(1);
        assertThat(run("", "--config", config, "user", "list")).isZero();
        assertThat(run("", "--config", config, "--check")).isZero();
        assertThat(run("", "--config", config, "user", "remove", "anna")).isZero();
        assertThat(run("", "--config", config, "user", "remove", "anna")).isEqualTo(1);
        assertThat(run("", "--config", folder + "/none", "--check")).isEqualTo(1);
    }

    @Test
    void startsWithoutItsAgentAndMakesItsCertificateOnce() throws Exception {
        run("a good password\n", "--config", config, "user", "add", "vera", "--role", "viewer");
        Path certificate = folder.resolve("state/server.crt");
        String first;
        try (RunningServer server = Wiring.start(SettingsReader.read(Path.of(config)))) {
            assertThat(server.endpoints()).hasSize(2).anyMatch(url -> url.startsWith("https://127.0.0.1:"));
            first = Files.readString(certificate);
        }
        try (RunningServer server = Wiring.start(SettingsReader.read(Path.of(config)))) {
            assertThat(server.endpoints()).hasSize(2);
            assertThat(Files.readString(certificate)).isEqualTo(first);
        }
    }
}
