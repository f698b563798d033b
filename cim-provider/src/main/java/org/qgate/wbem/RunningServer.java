package org.qgate.wbem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs, and what has to be closed at its end, in the reverse order of its making. */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private List<String> endpoints = List.of();

    <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    void listensOn(List<String> urls) {
        endpoints = List.copyOf(urls);
    }

    /** URLs that clients can use. */
    List<String> endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
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
