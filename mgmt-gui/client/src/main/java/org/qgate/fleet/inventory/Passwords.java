package org.qgate.fleet.inventory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads passwords where the inventory says they are. */
public final class Passwords {
    private static final int BYTES_MAX = 4_096;
    private static final Set<PosixFilePermission> ALLOWED =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Map<String, String> environment;

    /** With the environment of the process. */
    public Passwords(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The password; the caller wipes it. */
    public char[] read(PasswordSource source) throws IOException {
        if (source instanceof PasswordSource.Environment place) {
            String value = environment.get(place.variable());
            if (value == null || value.isEmpty()) {
                throw new IOException("the environment has no password in " + place.variable());
            }
            return value.toCharArray();
        }
        if (source instanceof PasswordSource.File place) {
            return fromFile(place.file());
        }
        throw new IllegalStateException("no way to read " + source);
    }

    private static char[] fromFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("the password file " + file + " does not exist");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!ALLOWED.containsAll(permissions)) {
            throw new IOException("the password file " + file + " has mode "
                    + PosixFilePermissions.toString(permissions) + ", wider than rw-------; run chmod 600 on it");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("the password file " + file + " is longer than " + BYTES_MAX + " bytes");
        }
        String line = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (line.isEmpty()) {
            throw new IOException("the password file " + file + " is empty");
        }
        return line.toCharArray();
    }
}
