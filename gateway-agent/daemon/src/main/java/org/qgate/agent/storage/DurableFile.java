package org.qgate.agent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small file that is read whole, and replaced whole: after a crash it has the content before or the content after. */
public final class DurableFile {
    /** Largest content; a larger one is not ours. */
    private static final int BYTES_MAX = 16 * 1024 * 1024;

    private final Path path;
    private final Path fresh;

    /** The file of this name in a directory; it need not exist. */
    public DurableFile(Path directory, String name) {
        this.path = directory.resolve(name);
        this.fresh = directory.resolve(name + ".new");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Its content, empty if there is no such file. */
    public Optional<byte[]> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (Files.size(path) > BYTES_MAX) {
            throw new IOException(path + " is larger than this file can be; look what overwrote it");
        }
        return Optional.of(Files.readAllBytes(path));
    }

    /** Replaces the content; when this returns it survives a power failure. */
    public void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel parent = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }
}
