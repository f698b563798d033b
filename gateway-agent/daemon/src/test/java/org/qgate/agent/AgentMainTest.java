package org.qgate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AgentMainTest {
    @TempDir
    Path directory;

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exitCode = new CommandLine(new AgentMain()).execute(arguments);
            return new Run(
                    exitCode, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private String configuration(String mode) throws IOException {
        Path secret = Files.write(directory.resolve("secret"), new byte[32]);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
        return Files.writeString(directory.resolve("agent.conf"), """
                        qgate { gateway = alice, links { alice-bob {
                          peer = bob, local-address = "192.0.2.1", peer-address = "192.0.2.2", secret-file = "%1$s"
                          selectors = [ { local = "10.1.0.0/24", remote = "10.2.0.0/24" } ]
                          key-source { type = simulated, accept-simulated-keys = true, seed-file = "%1$s" } } } }
                        """.formatted(secret))
                .toString();
    }

    @Test
    void checksAConfigurationWithItsFiles() throws Exception {
        Run run = run("--check", "--config", configuration("rw-------"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("can be used: gateway alice, 1 links");
    }

    @Test
    void refusesASecretThatOthersMayRead() throws Exception {
        Run run = run("--check", "--config", configuration("rw-r--r--"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("chmod 600");
    }

    @Test
    void saysWhereTheConfigurationIsWrong() throws Exception {
        Path file = Files.writeString(directory.resolve("wrong.conf"), "qgate { gateway = alice, lnks {} }\n");
        Run run = run("--config", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("wrong.conf:1").contains("links");
    }

    @Test
    void exitsWithTwoOnWrongArguments() {
        assertThat(run("--chek").exitCode()).isEqualTo(2);
    }

    @Test
    void saysItsVersionAndHelp() {
        assertThat(run("--version").out()).contains("qgate-agent ");
        assertThat(run("--help").out()).contains("--check").contains("block policies stay");
    }
}
