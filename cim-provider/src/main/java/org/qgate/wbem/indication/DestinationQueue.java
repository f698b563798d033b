package org.qgate.wbem.indication;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indications for one destination: in order, one at a time, the first one again until it is through or too old. Each gets the next number
 * of this destination's sequence, so that a listener sees what it has missed (DSP1054).
 */
final class DestinationQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationQueue.class);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final DestinationUrl url;
    private final IndicationLimits limits;
    private final IndicationSender sender;
    private final Executor workers;
    private final Timer timer;
    private final LongSupplier nanoTime;
    private final FailureListener failures;
    private final String context = UUID.randomUUID().toString();
    private final Deque<QueuedIndication> waiting = new ArrayDeque<>();
    private long nextNumber;
    private boolean working;
    private boolean failing;
    private long failingSinceNanos;
    private boolean closed;
    private long delivered;
    private long failedAttempts;
    private long dropped;
    private long refused;

    /** Runs tasks later. */
    @FunctionalInterface
    interface Timer {
        void after(long millis, Runnable task);
    }

    /** Hears of failed attempts. */
    @FunctionalInterface
    interface FailureListener {
        /**
         * An attempt failed.
         *
         * @param failingMillis since the first failure after the last success
         * @param givenUp whether the indication is not tried again
         */
        void failed(long failingMillis, boolean givenUp);
    }

    /** What a queue works with. */
    record Tools(
            IndicationLimits limits, IndicationSender sender, Executor workers, Timer timer, LongSupplier nanoTime) {}

    DestinationQueue(DestinationUrl url, Tools tools, FailureListener failures) {
        this.url = url;
        this.failures = failures;
        this.limits = tools.limits();
        this.sender = tools.sender();
        this.workers = tools.workers();
        this.timer = tools.timer();
        this.nanoTime = tools.nanoTime();
    }

    boolean isFor(DestinationUrl other) {
        return url.equals(other);
    }

    /** Takes an indication, and starts to deliver. */
    synchronized void add(CimInstance indication) {
        CimInstance numbered = numbered(indication);
        if (waiting.size() >= limits.queuedMax()) {
            // The one at the head may be on its way; the next one is the oldest that is not.
            QueuedIndication head = waiting.removeFirst();
            waiting.pollFirst();
            waiting.addFirst(head);
            dropped++;
        }
        waiting.addLast(new QueuedIndication(numbered, nanoTime.getAsLong()));
        if (!working && !closed) {
            working = true;
            workers.execute(this::work);
        }
    }

    synchronized DeliveryCounters counters() {
        return new DeliveryCounters(delivered, failedAttempts, dropped, refused, waiting.size());
    }

    /** Nothing more is delivered. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private CimInstance numbered(CimInstance indication) {
        List<CimProperty> properties = new ArrayList<>(indication.properties());
        properties.removeIf(property ->
                property.name().equals("SequenceContext") || property.name().equals("SequenceNumber"));
        properties.add(CimProperty.of("SequenceContext", new CimString(context)));
        properties.add(CimProperty.of("SequenceNumber", CimInteger.sint64(nextNumber++)));
        return indication.withProperties(properties);
    }

    private void work() {
        while (true) {
            QueuedIndication head = head();
            if (head == null) {
                return;
            }
            try {
                boolean taken = sender.send(url, head.indication());
                settle(head, taken);
            } catch (IOException e) {
                retryLater(head, String.valueOf(e.getMessage()));
                return;
            } catch (RuntimeException e) {
                LOG.error("an indication for {} could not be written and is dropped", url, e);
                settle(head, false);
            }
        }
    }

    private synchronized @Nullable QueuedIndication head() {
        QueuedIndication head = waiting.peekFirst();
        if (head == null || closed) {
            working = false;
            return null;
        }
        return head;
    }

    private synchronized void settle(QueuedIndication head, boolean taken) {
        waiting.remove(head);
        if (taken) {
            delivered++;
        } else {
            refused++;
        }
        if (failing) {
            failing = false;
            LOG.info("{} takes indications again, {} wait", url, waiting.size());
        }
    }

    private void retryLater(QueuedIndication head, String reason) {
        long now = nanoTime.getAsLong();
        boolean givenUp = now - head.sinceNanos() > limits.keptMillis() * NANOS_PER_MILLI;
        failures.failed(noteFailure(head, reason, now, givenUp), givenUp);
        scheduleNext();
    }

    /** Since when attempts fail, in milliseconds. */
    private synchronized long noteFailure(QueuedIndication head, String reason, long now, boolean givenUp) {
        failedAttempts++;
        if (!failing) {
            failing = true;
            failingSinceNanos = now;
            LOG.warn("{} takes no indications ({}); tried again every {} ms", url, reason, limits.retryMillis());
        }
        if (givenUp) {
            waiting.remove(head);
            dropped++;
        }
        return (now - failingSinceNanos) / NANOS_PER_MILLI;
    }

    private synchronized void scheduleNext() {
        if (closed) {
            working = false;
            return;
        }
        timer.after(limits.retryMillis(), () -> workers.execute(this::work));
    }
}
