package org.qgate.agent.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Members of groups after {@code /etc/group}. */
public final class GroupFile implements GroupMembers {
    private static final int FIELDS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(GroupFile.class);

    private final Path file;

    /** Reads the file anew at each question: it is small, and questions are rare. */
    public GroupFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean contains(String group, String user) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields ->
                            fields.length == FIELDS && fields[0].equals(group) && !fields[FIELDS - 1].isEmpty())
                    .anyMatch(fields ->
                            Arrays.asList(fields[FIELDS - 1].split(",", -1)).contains(user));
        } catch (IOException e) {
            LOG.warn("{} cannot be read, so nobody counts as a member of {}: {}", file, group, e.getMessage());
            return false;
        }
    }
}
