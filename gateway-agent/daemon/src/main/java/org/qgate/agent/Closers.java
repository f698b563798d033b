package org.qgate.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed at the end, in the reverse order of its making. */
final class Closers {
    private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

    private final Deque<Closer> open = new ArrayDeque<>();

    /** One thing to close. */
    @FunctionalInterface
    interface Closer {
        void close() throws Exception;
    }

    void add(Closer closer) {
        open.push(closer);
    }

    <T extends AutoCloseable> T keep(T resource) {
        add(resource::close);
        return resource;
    }

    /** Closes everything, whatever fails. */
    void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("at the end: {}", e.getMessage());
            }
        }
    }
}
