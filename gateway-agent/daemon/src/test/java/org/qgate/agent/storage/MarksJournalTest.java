package org.qgate.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;

class MarksJournalTest {
    private static final LinkName LINK = new LinkName("alice-bob");
    private static final LinkName OTHER = new LinkName("alice-carol");

    private static final int HEAD_BYTES = 8;

    /** Header, name with its length, seven numbers. */
    private static final int RECORD_BYTES = 8 + 1 + LINK.name().length() + 7 * Long.BYTES;

    private static final int SMALL_FILE_BYTES = 2048;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("marks.journal");
    }

    private static LinkMarks marks(long n) {
        return new LinkMarks(n, new ChannelMarks(10 * n, n, n / 2), new ChannelMarks(10 * n + 1, n + 1, n / 3));
    }

    @Test
    void remembersTheHighestMarksOfEachLink() throws Exception {
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).isEqualTo(LinkMarks.NONE);
            journal.persist(Map.of(LINK, marks(1), OTHER, marks(5)));
            journal.persist(Map.of(LINK, marks(3)));
            journal.persist(Map.of(LINK, marks(2)));
        }
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).isEqualTo(marks(3));
            assertThat(journal.marks(OTHER)).isEqualTo(marks(5));
        }
    }

    @Test
    void comesBackFromATruncationAtEveryByteWithAllThatWasWhole() throws Exception {
        int written = 6;
        byte[] whole = written(written);
        for (int length = 8; length <= HEAD_BYTES + written * RECORD_BYTES; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            comesBackWith((length - HEAD_BYTES) / RECORD_BYTES, "cut at " + length);
        }
    }

    @Test
    void comesBackFromAWriteThatStoppedAtAnyByteWithAllThatWasWhole() throws Exception {
        int written = 3;
        byte[] whole = written(written);
        for (int length = 8; length <= HEAD_BYTES + written * RECORD_BYTES; length++) {
            byte[] stopped = whole.clone();
            Arrays.fill(stopped, length, stopped.length, (byte) 0);
            Files.write(file, stopped);
            // The last byte of the last mark may be zero itself: a write that lacks only that is whole.
            boolean wholeButForZeros = Arrays.equals(stopped, whole);
            int survived = wholeButForZeros ? written : (length - HEAD_BYTES) / RECORD_BYTES;
            LinkMarks read;
            try (MarksJournal journal = MarksJournal.open(directory)) {
                read = journal.marks(LINK);
            }
            LinkMarks least = survived == 0 ? LinkMarks.NONE : marks(survived);
            assertThat(read.covers(least)).as("stopped at %d", length).isTrue();
            assertThat(marks(written).covers(read)).as("stopped at %d", length).isTrue();
        }
    }

    private byte[] written(int marks) throws IOException {
        try (MarksJournal journal = MarksJournal.open(directory, SMALL_FILE_BYTES)) {
            for (int n = 1; n <= marks; n++) {
                journal.persist(Map.of(LINK, marks(n)));
            }
        }
        return Files.readAllBytes(file);
    }

    private void comesBackWith(int survived, String what) throws IOException {
        LinkMarks expected = survived == 0 ? LinkMarks.NONE : marks(survived);
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).as(what).isEqualTo(expected);
            journal.persist(Map.of(LINK, marks(9)));
        }
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).as("after " + what).isEqualTo(marks(9));
        }
    }

    @Test
    void neverTakesDamagedBytesForMarksAndKeepsTheRecordsAroundThem() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = written(4);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = whole.clone();
            int at = HEAD_BYTES + random.nextInt(3 * RECORD_BYTES);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            try (MarksJournal journal = MarksJournal.open(directory)) {
                assertThat(journal.marks(LINK)).as("seed %d, byte %d", seed, at).isEqualTo(marks(4));
            }
        }
    }

    @Test
    void refusesAFileThatIsNotAJournal() throws Exception {
        Files.writeString(file, "something else");
        assertThatThrownBy(() -> MarksJournal.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a journal of marks")
                .hasMessageContaining("new secret");
        assertThat(Files.readString(file)).isEqualTo("something else");
    }

    @Test
    void refusesAFileWhoseBeginningIsCutOff() throws Exception {
        Files.write(file, new byte[] {'Q', 'G', 'M'});
        assertThatThrownBy(() -> MarksJournal.open(directory)).isInstanceOf(IOException.class);
    }

    @Test
    void ignoresTheLeftoverOfACrashWhileTheFileWasWrittenAnew() throws Exception {
        try (MarksJournal journal = MarksJournal.open(directory)) {
            journal.persist(Map.of(LINK, marks(7)));
        }
        Files.writeString(directory.resolve("marks.journal.new"), "half a fi");
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).isEqualTo(marks(7));
        }
    }

    @Test
    void keepsItsSizeAndLosesNothing() throws Exception {
        int writes = 4 * SMALL_FILE_BYTES / RECORD_BYTES;
        try (MarksJournal journal = MarksJournal.open(directory, SMALL_FILE_BYTES)) {
            journal.persist(Map.of(OTHER, marks(3)));
            for (int n = 1; n <= writes; n++) {
                journal.persist(Map.of(LINK, marks(n)));
                assertThat(Files.size(file)).isEqualTo(SMALL_FILE_BYTES);
            }
        }
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).isEqualTo(marks(writes));
            assertThat(journal.marks(OTHER)).isEqualTo(marks(3));
        }
    }
}
