package org.qgate.agent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marks of all links in one append-only file: eight bytes {@code QGMARKS1}, then {@link MarksRecord}s, then zeros up to the file's
 * full size. The zeros are there so that a write changes no metadata of the file and one synchronised write is enough.
 *
 * <p>Marks only rise, so reading takes the maximum of all records of a link. Damaged bytes are stepped over to the next whole
 * record: at the end of the file they are a torn write that nobody was told of; before it, a later record of the same link covers
 * them. The file is written anew (other name, sync, rename, sync of the directory) when it is opened and when it reaches its bound,
 * so that a torn tail never stays in front of new records.
 *
 * <p>Marks stay when a link is removed: a link made again under the same name and secret must not lease the same bits.
 */
public final class MarksJournal implements AutoCloseable {
    /** Size of the file; when it is full it is written anew. */
    private static final int FILE_BYTES = 256 * 1024;

    /** Largest file that is read; a larger one is not ours. */
    private static final int READ_BYTES_MAX = 16 * 1024 * 1024;

    private static final String NAME = "marks.journal";
    private static final String NEW_NAME = "marks.journal.new";
    private static final byte[] MAGIC = "QGMARKS1".getBytes(StandardCharsets.US_ASCII);
    private static final Logger LOG = LoggerFactory.getLogger(MarksJournal.class);

    private final Path directory;
    private final int fileBytes;
    private final Map<LinkName, LinkMarks> marks;
    private FileChannel file;
    private boolean broken;

    private MarksJournal(Path directory, int fileBytes, Map<LinkName, LinkMarks> marks) throws IOException {
        this.directory = directory;
        this.fileBytes = fileBytes;
        this.marks = marks;
        this.file = writtenAnew();
    }

    /** Reads what is there, or starts empty. */
    public static MarksJournal open(Path directory) throws IOException {
        return open(directory, FILE_BYTES);
    }

    static MarksJournal open(Path directory, int fileBytes) throws IOException {
        Path path = directory.resolve(NAME);
        Map<LinkName, LinkMarks> marks = Files.exists(path) ? read(path) : new TreeMap<>(byName());
        return new MarksJournal(directory, fileBytes, marks);
    }

    private static java.util.Comparator<LinkName> byName() {
        return java.util.Comparator.comparing(LinkName::name);
    }

    private static Map<LinkName, LinkMarks> read(Path path) throws IOException {
        if (Files.size(path) > READ_BYTES_MAX) {
            throw new IOException(path + " is larger than a journal of marks can be; look what overwrote it");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(
                    path + " is not a journal of marks, or a damaged one; without it the agent cannot know which key"
                            + " bits are used. Restore the file, or delete it and give the link a new secret and new keys");
        }
        Map<LinkName, LinkMarks> marks = new TreeMap<>(byName());
        int damaged = 0;
        while (bytes.hasRemaining()) {
            var record = MarksRecord.read(bytes);
            if (record.isPresent()) {
                marks.merge(record.get().link(), record.get().marks(), LinkMarks::max);
            } else if (bytes.get() != 0) {
                damaged++;
            }
        }
        if (damaged > 0) {
            LOG.warn("{}: {} bytes and more of an unfinished or damaged write dropped", path, damaged);
        }
        return marks;
    }

    /** The marks of a link, {@link LinkMarks#NONE} for one never seen. */
    public synchronized LinkMarks marks(LinkName link) {
        return marks.getOrDefault(link, LinkMarks.NONE);
    }

    /**
     * Brings marks to stable storage; when this returns they survive a power failure. After an error the file is written anew
     * by the next call, because what an unsynchronised file holds is unknown.
     */
    public synchronized void persist(Map<LinkName, LinkMarks> newer) throws IOException {
        newer.forEach((link, value) -> marks.merge(link, value, LinkMarks::max));
        if (broken || file.position() + (long) newer.size() * MarksRecord.BYTES_MAX > fileBytes) {
            replaceFile();
            return;
        }
        try {
            append(file, newer);
            file.force(false);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    private void replaceFile() throws IOException {
        broken = true;
        FileChannel replaced = file;
        file = writtenAnew();
        broken = false;
        replaced.close();
    }

    private FileChannel writtenAnew() throws IOException {
        Path fresh = directory.resolve(NEW_NAME);
        FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            writeFully(channel, ByteBuffer.wrap(MAGIC));
            append(channel, marks);
            fillUp(channel);
            channel.force(true);
            Files.move(
                    fresh,
                    directory.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                parent.force(true);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Zeros behind the records; the position stays before them. */
    private void fillUp(FileChannel channel) throws IOException {
        long end = channel.position();
        writeFully(channel, ByteBuffer.allocate((int) Math.max(0, fileBytes - end)));
        channel.position(end);
    }

    private static void append(FileChannel channel, Map<LinkName, LinkMarks> records) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(records.size() * MarksRecord.BYTES_MAX);
        records.forEach((link, value) -> new MarksRecord(link, value).write(buffer));
        writeFully(channel, buffer.flip());
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
