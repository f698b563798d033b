package org.qgate.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;

class MarksWriterTest {
    private static final LinkName LINK = new LinkName("alice-bob");

    @TempDir
    Path directory;

    private final BlockingQueue<LinkEvent> answers = new LinkedBlockingQueue<>();

    private static LinkMarks epoch(long epoch) {
        return new LinkMarks(epoch, ChannelMarks.NONE, ChannelMarks.NONE);
    }

    @Test
    void answersOnlyWhenTheMarksAreInTheJournal() throws Exception {
        try (MarksJournal journal = MarksJournal.open(directory)) {
            MarksWriter writer = new MarksWriter(journal, (link, event) -> {
                assertThat(journal.marks(link)).isEqualTo(epoch(4));
                answers.add(event);
            });
            writer.start();
            writer.persist(LINK, epoch(4));
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo(new LinkEvent.MarksPersisted(epoch(4)));
            writer.stop();
        }
    }

    @Test
    void writesWhatWaitsTogetherAndBeforeItEnds() throws Exception {
        try (MarksJournal journal = MarksJournal.open(directory)) {
            MarksWriter writer = new MarksWriter(journal, (link, event) -> answers.add(event));
            writer.persist(LINK, epoch(1));
            writer.persist(LINK, epoch(3));
            writer.persist(LINK, epoch(2));
            writer.start();
            writer.stop();
            assertThat(answers).containsExactly(new LinkEvent.MarksPersisted(epoch(3)));
        }
    }

    @Test
    void saysThatTheDiskRefused() throws Exception {
        MarksJournal journal = MarksJournal.open(directory);
        journal.close();
        MarksWriter writer = new MarksWriter(journal, (link, event) -> answers.add(event));
        writer.persist(LINK, epoch(1));
        writer.start();
        writer.stop();
        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        LinkEvent.MarksPersistFailed.class,
                        failed -> assertThat(failed.reason())
                                .contains("could not be written")
                                .contains("check the disk"));
    }
}
