package org.qgate.agent.storage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;

/**
 * The thread that waits for the disk: links ask for marks to be made durable and go on; the answer comes as an event.
 *
 * <p>What was asked for while a write was under way goes into the next write together (group commit). Of one link only the newest
 * marks wait, so at most one request per link waits.
 */
public final class MarksWriter {
    private final MarksJournal journal;
    private final BiConsumer<LinkName, LinkEvent> answers;
    private final Thread thread;
    private Map<LinkName, LinkMarks> waiting = new HashMap<>();
    private boolean stopped;

    /**
     * A writer; call {@link #start}.
     *
     * @param journal where to
     * @param answers gets {@code MarksPersisted} or {@code MarksPersistFailed}, on the writer's thread
     */
    public MarksWriter(MarksJournal journal, BiConsumer<LinkName, LinkEvent> answers) {
        this.journal = journal;
        this.answers = answers;
        this.thread = new Thread(this::run, "marks-writer");
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Asks for marks to be made durable. */
    public synchronized void persist(LinkName link, LinkMarks marks) {
        waiting.merge(link, marks, LinkMarks::max);
        notifyAll();
    }

    private synchronized Map<LinkName, LinkMarks> take() throws InterruptedException {
        while (waiting.isEmpty() && !stopped) {
            wait();
        }
        Map<LinkName, LinkMarks> taken = waiting;
        waiting = new HashMap<>();
        return taken;
    }

    private void run() {
        try {
            for (Map<LinkName, LinkMarks> batch = take(); !batch.isEmpty(); batch = take()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Map<LinkName, LinkMarks> batch) {
        try {
            journal.persist(batch);
            batch.forEach((link, marks) -> answers.accept(link, new LinkEvent.MarksPersisted(marks)));
        } catch (IOException e) {
            String reason =
                    "the marks could not be written: " + e.getMessage() + "; check the disk of the state directory";
            batch.keySet().forEach(link -> answers.accept(link, new LinkEvent.MarksPersistFailed(reason)));
        }
    }

    /** Writes what waits, then ends the thread. */
    public void stop() throws InterruptedException {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        thread.join();
    }
}
