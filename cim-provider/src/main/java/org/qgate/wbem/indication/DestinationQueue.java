package org.qgate.wbem.indication;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final DestinationUrl url;
    private final IndicationLimits limits;
    private final IndicationSender sender;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final String context = UUID.randomUUID().toString();
    private final Deque<QueuedIndication> waiting = new ArrayDeque<>();
    private long nextNumber;
    private boolean working;
    private boolean failing;
    private boolean closed;
    private long delivered;
    private long failedAttempts;
    private long dropped;
    private long refused;

    /** What a queue works with. */
    record Tools(
            IndicationLimits limits,
            IndicationSender sender,
            Executor workers,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {}

    DestinationQueue(DestinationUrl url, Tools tools) {
        this.url = url;
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

    private synchronized void retryLater(QueuedIndication head, String reason) {
        failedAttempts++;
        if (!failing) {
            failing = true;
            LOG.warn("{} takes no indications ({}); tried again every {} ms", url, reason, limits.retryMillis());
        }
        if (nanoTime.getAsLong() - head.sinceNanos() > limits.keptMillis() * 1_000_000L) {
            waiting.remove(head);
            dropped++;
        }
        if (closed) {
            working = false;
            return;
        }
        var unused = timer.schedule(() -> workers.execute(this::work), limits.retryMillis(), TimeUnit.MILLISECONDS);
    }
}
