package org.qgate.wbem.security;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log as a file: one line an entry, {@code time user=.. role=.. from=.. operation=.. target=".." outcome=".."}, with mode 0600.
 * A full file becomes {@code NAME.1} and so on up to {@code NAME.N}; the oldest goes. If the file cannot be written the entry goes to the
 * program's log.
 */
public final class FileAuditLog implements AuditLog, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FileAuditLog.class);
    private static final int TEXT_MAX = 1_024;

    private final Path file;
    private final long bytesMax;
    private final int filesMax;
    private final InstantSource clock;
    private FileChannel channel;
    private long size;

    /**
     * Opens the file, or makes it.
     *
     * @param bytesMax size of one file
     * @param filesMax files kept, the current one included
     */
    public FileAuditLog(Path file, long bytesMax, int filesMax, InstantSource clock) throws IOException {
        this.file = file.toAbsolutePath();
        this.bytesMax = bytesMax;
        this.filesMax = filesMax;
        this.clock = clock;
        this.channel = open();
        this.size = channel.size();
    }

    @Override
    public synchronized void record(AuditEntry entry) {
        String line = clock.instant() + " user=" + word(entry.user()) + " role=" + word(entry.role()) + " from="
                + word(entry.address()) + " operation=" + word(entry.operation()) + " target=" + quoted(entry.target())
                + " outcome=" + quoted(entry.outcome()) + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            if (size + bytes.length > bytesMax) {
                rotate();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            size += bytes.length;
        } catch (IOException e) {
            LOG.error("the audit log {} cannot be written ({}); entry: {}", file, e.getMessage(), line.strip());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.force(true);
        channel.close();
    }

    private void rotate() throws IOException {
        channel.force(true);
        channel.close();
        for (int number = filesMax - 2; number >= 0; number--) {
            Path from = numbered(number);
            if (Files.exists(from)) {
                Files.move(from, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(file);
        channel = open();
        size = 0;
    }

    private Path numbered(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    private FileChannel open() throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static String word(String text) {
        return clean(text).replace(' ', '_');
    }

    private static String quoted(String text) {
        return '"' + clean(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Without line ends and other control characters, so that no client writes lines of its own. */
    private static String clean(String text) {
        String cut = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
