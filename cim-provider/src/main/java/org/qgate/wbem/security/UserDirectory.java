package org.qgate.wbem.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users as the file has them now: read again when it changes, looked at once a second at most. */
public final class UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UserDirectory.class);
    private static final long LOOK_PERIOD_NANOS = 1_000_000_000L;

    private final UserFile file;
    private final LongSupplier nanoTime;
    private Map<String, UserAccount> users;
    private String stamp;
    private long lookedNanos;

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be used
     */
    public UserDirectory(UserFile file, LongSupplier nanoTime) throws IOException {
        this.file = file;
        this.nanoTime = nanoTime;
        this.stamp = stamp();
        this.users = file.read();
        this.lookedNanos = nanoTime.getAsLong();
    }

    /** The user of that name. */
    public synchronized Optional<UserAccount> find(String name) {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos >= LOOK_PERIOD_NANOS) {
            lookedNanos = now;
            readIfChanged();
        }
        return Optional.ofNullable(users.get(name));
    }

    private void readIfChanged() {
        try {
            String found = stamp();
            if (!found.equals(stamp)) {
                users = file.read();
                stamp = found;
                LOG.info("{} was read again: {} users", file.path(), users.size());
            }
        } catch (IOException e) {
            LOG.error("the users of before stay in force: {}", e.getMessage());
        }
    }

    private String stamp() throws IOException {
        if (!Files.exists(file.path())) {
            return "absent";
        }
        BasicFileAttributes found = Files.readAttributes(file.path(), BasicFileAttributes.class);
        return found.lastModifiedTime().toMillis() + " " + found.size() + " " + found.fileKey();
    }
}
