package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The files of one agent. Only this class knows what the agent's configuration looks like.
 *
 * @param gateway whose they are
 * @param configuration for {@code qgate-agent --config}
 * @param stateFolder durable marks and ledger, a path inside the kernel. In memory there: a lab kernel stands still while the
 *     host flushes a file to its disk, and with it both gateways; what a disk does to one agent is not what the lab is for
 * @param socket for {@code qgatectl --socket}, a path inside the kernel
 * @param log what the agent prints
 */
record AgentFiles(Gateway gateway, Path configuration, String stateFolder, String socket, Path log) {
    static final int CONTROL_PORT = 5600;
    static final int HELLO_PORT = 5601;

    /** Names of the secrets; both agents read them from the run folder inside the kernel. */
    static final String LINK_SECRET = "link.secret";

    static final String SEED = "simulated.seed";

    /** Of a link that is made while the agents run: what the link is called, or its definition says of its secret. */
    static final String OTHER_LINK = "another";

    /** All of them. */
    static final List<String> SECRETS = List.of(LINK_SECRET, SEED, OTHER_LINK + ".secret", OTHER_LINK + ".seed");

    /** Third octet of inner networks; those up to it are the lab's own. */
    private static final int FIRST_UNUSED_OCTET = 20;

    private static final int SECRET_BYTES = 32;

    /** Files of both agents, with secrets that they share; made afresh for each run. */
    static Map<Gateway, AgentFiles> write(Path folder, String runFolder, LinkSettings settings) throws IOException {
        for (String secret : SECRETS) {
            writeSecret(folder.resolve(secret));
        }
        return Map.of(
                Gateway.ALICE, write(Gateway.ALICE, folder, runFolder, settings),
                Gateway.BOB, write(Gateway.BOB, folder, runFolder, settings));
    }

    static AgentFiles of(Map<Gateway, AgentFiles> both, Gateway gateway) {
        return java.util.Objects.requireNonNull(both.get(gateway));
    }

    private static AgentFiles write(Gateway gateway, Path folder, String runFolder, LinkSettings settings)
            throws IOException {
        AgentFiles files = new AgentFiles(
                gateway,
                folder.resolve(gateway.id() + ".conf"),
                runFolder + "/" + gateway.id() + "-state",
                runFolder + "/" + gateway.id() + ".sock",
                folder.resolve(gateway.id() + ".log"));
        Files.writeString(files.configuration, files.text(runFolder, settings));
        return files;
    }

    private String text(String runFolder, LinkSettings settings) {
        return """
                # Written by the lab for one run.
                qgate {
                  gateway = %s
                  state-directory = "%s"
                  control-socket = "%s"
                  data-plane = %s
                  secrets-directory = "%s"
                  engine { socket = "%s.engine" }
                  links {
                    %s {
                      peer = %s
                      local-address = "%s"
                      peer-address = "%s"
                      control-port = %d
                      hello-port = %d
                      secret-file = "%s"
                      suite = %s
                      period = %d ms
                      selectors = [ { local = "%s", remote = "%s" } ]
                      key-source {
                        type = simulated
                        accept-simulated-keys = true
                        seed-file = "%s"
                        rate = "%d bps"
                      }
                      %s
                    }
                  }
                  %s
                }
                %s
                """.formatted(
                        gateway.id(),
                        stateFolder,
                        socket,
                        settings.dataPlane().word(),
                        runFolder,
                        socket,
                        LinkSettings.LINK,
                        gateway.peer().id(),
                        gateway.outer(),
                        gateway.peer().outer(),
                        CONTROL_PORT,
                        HELLO_PORT,
                        runFolder + "/" + LINK_SECRET,
                        settings.suite(),
                        settings.period().toMillis(),
                        gateway.inner(),
                        gateway.peer().inner(),
                        runFolder + "/" + SEED,
                        settings.keyRateBitsPerSecond(),
                        gateway == Gateway.ALICE ? settings.networkText() : "",
                        settings.agentText(),
                        moreLinks(gateway, settings.links() - 1));
    }

    /** Links like the first one, each for a pair of networks of its own. */
    private static String moreLinks(Gateway gateway, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            int octet = FIRST_UNUSED_OCTET + i;
            text.append(String.format(
                    Locale.ROOT,
                    "qgate.links.%s-%d = ${qgate.links.%s} { selectors = [ { local = \"10.%d.%d.0/24\", remote = \"10.%d.%d.0/24\" } ] }%n",
                    LinkSettings.LINK,
                    i,
                    LinkSettings.LINK,
                    gateway == Gateway.ALICE ? 1 : 2,
                    octet,
                    gateway == Gateway.ALICE ? 2 : 1,
                    octet));
        }
        return text.toString();
    }

    private static void writeSecret(Path file) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly);
        Files.write(file, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
