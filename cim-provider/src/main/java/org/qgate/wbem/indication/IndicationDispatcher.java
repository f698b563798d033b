package org.qgate.wbem.indication;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.provider.IndicationSink;
import org.qgate.wbem.query.Query;
import org.qgate.wbem.query.QueryParser;
import org.qgate.wbem.schema.Schema;
import org.qgate.wbem.schema.SchemaRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each indication to the destinations of the subscriptions whose filters it passes. */
public final class IndicationDispatcher implements IndicationSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndicationDispatcher.class);

    private final SubscriptionStore store;
    private final SchemaRepository schemas;
    private final InstantSource clock;
    private final FatalErrorPolicies policies;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "indication"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "indication-timer"));
    private final DestinationQueue.Tools tools;
    private final Map<CimObjectPath, DestinationQueue> queues = new HashMap<>();

    /** A dispatcher that sends as the sender does. */
    public IndicationDispatcher(
            SubscriptionStore store,
            SchemaRepository schemas,
            IndicationLimits limits,
            HttpIndicationSender sender,
            InstantSource clock) {
        this(store, schemas, limits, (IndicationSender) sender, clock);
    }

    IndicationDispatcher(
            SubscriptionStore store,
            SchemaRepository schemas,
            IndicationLimits limits,
            IndicationSender sender,
            InstantSource clock) {
        this.store = store;
        this.schemas = schemas;
        this.clock = clock;
        this.policies = new FatalErrorPolicies(store);
        this.tools = new DestinationQueue.Tools(limits, sender, workers, this::later, System::nanoTime);
    }

    @Override
    public synchronized void publish(String namespace, CimInstance indication) {
        Optional<Schema> schema = schemas.find(namespace);
        if (schema.isEmpty()) {
            LOG.error("an indication of {} comes from {}, which is no namespace", indication.className(), namespace);
            return;
        }
        CimInstance stamped = stamped(indication);
        for (CimInstance subscription : store.ofClass(SubscriptionClasses.SUBSCRIPTION)) {
            try {
                offer(namespace, schema.get(), subscription, stamped);
            } catch (CimException e) {
                LOG.warn("subscription {} cannot be served: {}", subscription.path(), e.getMessage());
            }
        }
        queues.entrySet().removeIf(entry -> {
            boolean gone = store.find(entry.getKey()).isEmpty();
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    /** Counters of each destination that has been sent anything. */
    public synchronized Map<CimObjectPath, DeliveryCounters> counters() {
        Map<CimObjectPath, DeliveryCounters> all = new HashMap<>();
        queues.forEach((path, queue) -> all.put(path, queue.counters()));
        return all;
    }

    @Override
    public synchronized void close() {
        queues.values().forEach(DestinationQueue::close);
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private void offer(String namespace, Schema schema, CimInstance subscription, CimInstance indication)
            throws CimException {
        Optional<CimInstance> filter = subscription.reference("Filter").flatMap(store::find);
        Optional<CimObjectPath> handler = subscription.reference("Handler");
        if (filter.isEmpty() || handler.isEmpty() || !isActive(subscription)) {
            return;
        }
        List<String> sources = SubscriptionProvider.sourceNamespaces(filter.get());
        if (!sources.isEmpty()
                && sources.stream().noneMatch(one -> CimNames.same(CimNames.namespace(one), namespace))) {
            return;
        }
        Query query = QueryParser.parse(
                filter.get().string("QueryLanguage").orElse("WQL"),
                filter.get().string("Query").orElse(""));
        if (!schema.isSubclass(indication.className(), query.className())
                || !query.accepts(indication, schema::isSubclass)) {
            return;
        }
        CimInstance chosen = with(
                query.project(indication),
                "IndicationFilterName",
                filter.get().value("Name").orElse(new CimString("")));
        queue(handler.get()).ifPresent(queue -> queue.add(chosen));
    }

    private boolean isActive(CimInstance subscription) {
        boolean enabled = subscription.value("SubscriptionState").orElse(null) instanceof CimInteger state
                && state.bits() == SubscriptionClasses.ENABLED;
        if (!enabled) {
            return false;
        }
        if (subscription.value("SubscriptionDuration").orElse(null) instanceof CimInteger seconds
                && subscription.value("SubscriptionStartTime").orElse(null) instanceof CimDateTime start) {
            Instant end = start.toInstant().plus(Duration.ofSeconds(Math.max(0, seconds.bits())));
            return clock.instant().isBefore(end);
        }
        return true;
    }

    private Optional<DestinationQueue> queue(CimObjectPath handler) throws CimException {
        Optional<CimInstance> destination = store.find(handler);
        if (destination.isEmpty()) {
            return Optional.empty();
        }
        DestinationUrl url =
                DestinationUrl.parse(destination.get().string("Destination").orElse(""));
        DestinationQueue known = queues.get(handler);
        if (known == null || !known.isFor(url)) {
            if (known != null) {
                known.close();
            }
            known = new DestinationQueue(
                    url, tools, (failingMillis, givenUp) -> policies.apply(handler, failingMillis, givenUp));
            queues.put(handler, known);
        }
        return Optional.of(known);
    }

    private CimInstance stamped(CimInstance indication) {
        CimInstance stamped = indication;
        if (indication.value("IndicationTime").isEmpty()) {
            stamped = with(stamped, "IndicationTime", CimDateTime.of(clock.instant()));
        }
        if (indication.value("IndicationIdentifier").isEmpty()) {
            stamped = with(stamped, "IndicationIdentifier", new CimString("QGate:" + UUID.randomUUID()));
        }
        return stamped;
    }

    private static CimInstance with(CimInstance instance, String name, CimValue value) {
        List<CimProperty> properties = new ArrayList<>(instance.properties());
        properties.removeIf(property -> CimNames.same(property.name(), name));
        properties.add(CimProperty.of(name, value));
        return instance.withProperties(properties);
    }

    private void later(long millis, Runnable task) {
        var unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
