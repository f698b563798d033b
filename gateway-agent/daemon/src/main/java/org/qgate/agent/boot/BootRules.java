package org.qgate.agent.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.qgate.agent.config.LinkConfiguration;

/**
 * The file of rules that block the traffic of this gateway's links, one argument list of {@code ip} (iproute2) a line. It is replaced as
 * a whole, so that a power failure leaves the old or the new one. Names no secret.
 */
public final class BootRules {
    /** Its name in the state directory. */
    static final String NAME = "boot-rules";

    private static final String NEW_NAME = "boot-rules.new";
    private static final String HEAD =
            "# Blocks the links' traffic at boot. Written by qgate-agent, put in place by qgate-block.\n";

    private final Path directory;
    private final Function<LinkConfiguration, List<String>> lines;
    private final Map<String, List<String>> links = new TreeMap<>();

    /**
     * Rules of no link yet; writes nothing.
     *
     * @param directory the state directory
     * @param lines what blocks a link, in the manner of the data plane in use
     */
    public BootRules(Path directory, Function<LinkConfiguration, List<String>> lines) {
        this.directory = directory;
        this.lines = lines;
    }

    /** From now on these links are blocked at boot too. */
    public void put(Collection<LinkConfiguration> added) throws IOException {
        added.forEach(link -> links.put(link.name(), lines.apply(link)));
        write();
    }

    /** From now on this link is not blocked at boot. */
    public void drop(String link) throws IOException {
        if (links.remove(link) != null) {
            write();
        }
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        links.forEach((link, rules) -> {
            text.append("# link ").append(link).append('\n');
            rules.forEach(rule -> text.append(rule).append('\n'));
        });
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Path fresh = directory.resolve(NEW_NAME);
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(true);
        }
        Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }
}
