package org.qgate.agent.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.Wipe;

/** A secret in a file of its own, which nobody but root or the agent's user may read. */
public final class SecretFile {
    /** Fewest bytes: 256 bits. */
    public static final int BYTES_MIN = 32;

    /** Most bytes. */
    public static final int BYTES_MAX = 128;

    private static final Set<PosixFilePermission> ALLOWED =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /** Checks type, owner, mode and size without reading the content. */
    public static void check(Path file) throws IOException {
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "secret file " + file + " does not exist; make one with " + BYTES_MIN + " to " + BYTES_MAX
                            + " random bytes, equal on both ends, and mode 0600",
                    e);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("secret file " + file + " is not a regular file; links are not followed");
        }
        if (!ALLOWED.containsAll(attributes.permissions())) {
            throw new IOException("secret file " + file + " has mode "
                    + PosixFilePermissions.toString(attributes.permissions())
                    + ", wider than rw-------; run chmod 600 on it, and replace the secret if others may have read it");
        }
        String owner = attributes.owner().getName();
        if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
            throw new IOException(
                    "secret file " + file + " belongs to " + owner + "; it must belong to root or to the agent's user");
        }
        if (attributes.size() < BYTES_MIN || attributes.size() > BYTES_MAX) {
            throw new IOException("secret file " + file + " has " + attributes.size() + " bytes, wanted are "
                    + BYTES_MIN + " to " + BYTES_MAX);
        }
    }

    /** Checks the file, then moves its content into locked memory. */
    public static SecretBytes read(Path file, KeyMemory memory) throws IOException {
        check(file);
        // A direct buffer of our own: the JDK would read a heap buffer through a hidden one that it never wipes.
        ByteBuffer content = ByteBuffer.allocateDirect(BYTES_MAX + 1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until the end of the file.
            }
            if (content.position() < BYTES_MIN || content.position() > BYTES_MAX) {
                throw new IOException("secret file " + file + " changed while it was read; try again");
            }
            byte[] taken = new byte[content.position()];
            content.get(0, taken);
            return memory.take(taken);
        } finally {
            Wipe.range(content, 0, content.capacity());
        }
    }
}
