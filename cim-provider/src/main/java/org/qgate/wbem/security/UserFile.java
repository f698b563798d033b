package org.qgate.wbem.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The users file: one line {@code NAME:ROLE:HASH} for each user; empty lines and lines that start with {@code #} are passed over.
 *
 * <p>Written as a whole to a new file with mode 0600 that then takes the old one's place, so that no reader sees half of it.
 */
public final class UserFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final Set<PosixFilePermission> FORBIDDEN = PosixFilePermissions.fromString("----w-rwx");

    private final Path file;

    /** The file may be absent: then there are no users. */
    public UserFile(Path file) {
        this.file = file;
    }

    /** Where it stands. */
    public Path path() {
        return file;
    }

    /**
     * All users by name.
     *
     * @throws IOException names file, line and what is wrong
     */
    public Map<String, UserAccount> read() throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        checkPermissions();
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is larger than " + BYTES_MAX + " bytes: this is no users file");
        }
        Map<String, UserAccount> users = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            UserAccount user = parse(line, number);
            if (users.put(user.name(), user) != null) {
                throw new IOException(file + ":" + number + ": user " + user.name() + " is there twice");
            }
        }
        return users;
    }

    /** Adds a user or replaces the one of that name. */
    public void put(UserAccount user) throws IOException {
        Map<String, UserAccount> users = new LinkedHashMap<>(read());
        users.put(user.name(), user);
        write(users);
    }

    /** Removes a user; false if there was none of that name. */
    public boolean remove(String name) throws IOException {
        Map<String, UserAccount> users = new LinkedHashMap<>(read());
        boolean there = users.remove(name) != null;
        if (there) {
            write(users);
        }
        return there;
    }

    private UserAccount parse(String line, int number) throws IOException {
        String[] parts = line.split(":", 3);
        if (parts.length != 3) {
            throw new IOException(file + ":" + number + ": a line must read NAME:ROLE:HASH");
        }
        try {
            return new UserAccount(parts[0], RoleNames.parse(parts[1]), PasswordHash.parse(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private void checkPermissions() throws IOException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (FORBIDDEN.contains(permission)) {
                throw new IOException(
                        file + " is open to others (" + permission + "); take that away: chmod 600 " + file);
            }
        }
    }

    private void write(Map<String, UserAccount> users) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Users of qgate-wbem. Written by 'qgate-wbem user add'; one line NAME:ROLE:HASH for each.");
        users.values()
                .forEach(user -> lines.add(user.name() + ":" + RoleNames.text(user.role()) + ":"
                        + user.password().text()));
        PrivateFile.replace(file, String.join("\n", lines) + "\n");
    }
}
