package org.qgate.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<Integer> ends = new ArrayList<>();
        try (MarksJournal journal = MarksJournal.open(directory)) {
            for (int n = 1; n <= 6; n++) {
                journal.persist(Map.of(LINK, marks(n)));
                ends.add((int) Files.size(file));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 8; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            long survived = 0;
            for (int end : ends) {
                survived += end <= length ? 1 : 0;
            }
            LinkMarks expected = survived == 0 ? LinkMarks.NONE : marks(survived);
            try (MarksJournal journal = MarksJournal.open(directory)) {
                assertThat(journal.marks(LINK)).as("cut at %d", length).isEqualTo(expected);
                journal.persist(Map.of(LINK, marks(9)));
            }
            try (MarksJournal journal = MarksJournal.open(directory)) {
                assertThat(journal.marks(LINK)).as("after a cut at %d", length).isEqualTo(marks(9));
            }
        }
    }

    @Test
    void neverTakesDamagedBytesForMarksAndKeepsTheRecordsAroundThem() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (MarksJournal journal = MarksJournal.open(directory)) {
            for (int n = 1; n <= 4; n++) {
                journal.persist(Map.of(LINK, marks(n)));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        int recordBytes = (whole.length - 8) / 4;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            int at = 8 + random.nextInt(3 * recordBytes);
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
    void keepsItsSizeBelowTheBoundAndLosesNothing() throws Exception {
        int writes = MarksJournal.FILE_BYTES_MAX / 60;
        try (MarksJournal journal = MarksJournal.open(directory)) {
            journal.persist(Map.of(OTHER, marks(3)));
            long largest = 0;
            for (int n = 1; n <= writes; n++) {
                journal.persist(Map.of(LINK, marks(n)));
                if (n % 64 == 0) {
                    largest = Math.max(largest, Files.size(file));
                }
            }
            assertThat(largest).isBetween(MarksJournal.FILE_BYTES_MAX / 2L, (long) MarksJournal.FILE_BYTES_MAX);
        }
        try (MarksJournal journal = MarksJournal.open(directory)) {
            assertThat(journal.marks(LINK)).isEqualTo(marks(writes));
            assertThat(journal.marks(OTHER)).isEqualTo(marks(3));
        }
    }
}
