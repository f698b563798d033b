package org.qgate.agent.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The ledger's writer, for one thread. {@link #record} collects; {@link #flush} hands the lines to the kernel, where they outlive the
 * process. They are not synchronised to the disk: against power failure the marks guard, not the ledger.
 *
 * <p>Files are {@code ledger.log}, then {@code ledger.1.log} (the one before) and so on; the oldest is deleted.
 */
public final class AuditLedger implements AutoCloseable {
    private static final String CURRENT = "ledger.log";

    /** Lines are handed on when they reach this many characters, flushed or not. */
    private static final int PENDING_CHARS_MAX = 64 * 1024;

    private final Path directory;
    private final long fileBytesMax;
    private final int filesMax;
    private final StringBuilder pending = new StringBuilder();
    private FileChannel file;
    private long fileBytes;

    private AuditLedger(Path directory, long fileBytesMax, int filesMax) throws IOException {
        this.directory = directory;
        this.fileBytesMax = fileBytesMax;
        this.filesMax = filesMax;
        this.file = openCurrent();
    }

    /**
     * Goes on with the ledger of a directory.
     *
     * @param fileBytesMax size at which a new file begins
     * @param filesMax files kept, the current one included
     * @param startRemark what the first line says, for example the program's version and the time
     */
    public static AuditLedger open(Path directory, long fileBytesMax, int filesMax, String startRemark)
            throws IOException {
        AuditLedger ledger = new AuditLedger(directory, fileBytesMax, filesMax);
        // A line that a crash cut short must not run into the next one.
        ledger.pending.append("\n# ").append(startRemark.replace('\n', ' ')).append('\n');
        ledger.flush();
        return ledger;
    }

    private FileChannel openCurrent() throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(CURRENT), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        fileBytes = channel.size();
        return channel;
    }

    /** Adds a line, to be written by the next {@link #flush}; if what waits already cannot be written, it is not added. */
    public void record(LedgerLine line) throws IOException {
        if (pending.length() >= PENDING_CHARS_MAX) {
            flush();
        }
        line.appendTo(pending);
    }

    /** Hands all lines to the kernel. */
    public void flush() throws IOException {
        if (pending.length() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
        fileBytes += bytes.remaining();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        pending.setLength(0);
        if (fileBytes >= fileBytesMax) {
            rotate();
        }
    }

    private void rotate() throws IOException {
        file.close();
        for (int number = filesMax - 1; number > 1; number--) {
            Path younger = rotated(number - 1);
            if (Files.exists(younger)) {
                Files.move(younger, rotated(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(directory.resolve(CURRENT), rotated(1), StandardCopyOption.REPLACE_EXISTING);
        file = openCurrent();
    }

    private Path rotated(int number) {
        return directory.resolve("ledger." + number + ".log");
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }
}
