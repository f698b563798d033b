package org.qgate.wbem.indication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.schema.SchemaRepository;

class IndicationDispatcherTest {
    private static final SchemaRepository SCHEMAS = IndicationSchema.schemas();
    private static final String URL = "http://127.0.0.1:5990/";

    @TempDir
    private Path folder;

    private final BlockingQueue<CimInstance> arrived = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private SubscriptionProvider provider;
    private IndicationDispatcher dispatcher;

    IndicationDispatcherTest() throws IOException {
        SubscriptionStore none = new SubscriptionStore(Path.of("/nonexistent"), IndicationSchema.INTEROP);
        provider = provider(none);
        dispatcher = dispatcher(none);
    }

    @BeforeEach
    void open() throws IOException {
        dispatcher.close();
        SubscriptionStore store = new SubscriptionStore(folder.resolve("s"), IndicationSchema.INTEROP);
        provider = provider(store);
        dispatcher = dispatcher(store);
    }

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private static SubscriptionProvider provider(SubscriptionStore store) {
        return new SubscriptionProvider(
                store,
                SCHEMAS,
                AllowedAddresses.parse(List.of("127.0.0.0/8")),
                IndicationSchema.LIMITS,
                "alice",
                Clock.systemUTC());
    }

    private IndicationDispatcher dispatcher(SubscriptionStore store) {
        IndicationSender sender = (destination, indication) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("nobody listens");
            }
            return arrived.add(indication);
        };
        return new IndicationDispatcher(store, SCHEMAS, IndicationSchema.LIMITS, sender, Clock.systemUTC());
    }

    private CimInstance next() throws InterruptedException {
        CimInstance indication = arrived.poll(10, TimeUnit.SECONDS);
        assertThat(indication).isNotNull();
        return Objects.requireNonNull(indication);
    }

    private void publish(String text) {
        dispatcher.publish(IndicationSchema.SOURCE, IndicationSchema.alert(text));
    }

    @Test
    void deliversInOrderWithNumbersIdentifierTimeAndFilterName() throws Exception {
        IndicationSchema.subscribe(provider, URL, "SELECT * FROM CIM_Indication");
        publish("first");
        publish("second");
        CimInstance first = next();
        CimInstance second = next();
        assertThat(first.string("Description")).contains("first");
        assertThat(second.string("Description")).contains("second");
        assertThat(first.value("SequenceNumber")).contains(CimInteger.sint64(0));
        assertThat(second.value("SequenceNumber")).contains(CimInteger.sint64(1));
        assertThat(first.value("SequenceContext")).isPresent().isEqualTo(second.value("SequenceContext"));
        assertThat(first.string("IndicationIdentifier")).isPresent();
        assertThat(first.value("IndicationTime")).isPresent();
        assertThat(first.string("IndicationFilterName").orElse("")).startsWith("filter");
    }

    @Test
    void sendsOnlyWhatTheFilterWants() throws Exception {
        IndicationSchema.subscribe(
                provider, URL, "SELECT Description FROM CIM_AlertIndication WHERE Description LIKE 'yes%'");
        dispatcher.publish("root/interop", IndicationSchema.alert("yes, but from elsewhere"));
        publish("no");
        dispatcher.publish(
                IndicationSchema.SOURCE,
                CimInstance.builder("CIM_InstCreation")
                        .set("Description", "yes, but another class")
                        .build());
        publish("yes");
        CimInstance only = next();
        assertThat(only.string("Description")).contains("yes");
        assertThat(only.value("PerceivedSeverity")).isEmpty();
        assertThat(only.value("SequenceNumber")).contains(CimInteger.sint64(0));
        assertThat(arrived).isEmpty();
    }

    @Test
    void triesAgainUntilTheListenerIsBackAndKeepsTheOrder() throws Exception {
        IndicationSchema.subscribe(provider, URL, "SELECT * FROM CIM_AlertIndication");
        failures.set(3);
        publish("first");
        publish("second");
        assertThat(next().string("Description")).contains("first");
        assertThat(next().string("Description")).contains("second");
        assertThat(dispatcher.counters().values()).singleElement().satisfies(counters -> {
            assertThat(counters.failedAttempts()).isEqualTo(3);
            assertThat(counters.dropped()).isZero();
        });
    }

    @Test
    void dropsTheOldestWhenTheQueueIsFullAndLeavesAGapInTheNumbers() throws Exception {
        IndicationSchema.subscribe(provider, URL, "SELECT * FROM CIM_AlertIndication");
        failures.set(1);
        for (int count = 0; count < 7; count++) {
            publish("number " + count);
        }
        long[] numbers = new long[IndicationSchema.LIMITS.queuedMax()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] =
                    next().value("SequenceNumber").orElseThrow() instanceof CimInteger number ? number.bits() : -1;
        }
        assertThat(numbers).containsExactly(0, 4, 5, 6);
        assertThat(dispatcher.counters().values())
                .singleElement()
                .satisfies(counters -> assertThat(counters.dropped()).isEqualTo(3));
    }

    @Test
    void deliversForASubscriptionThatARestartFoundInItsFile() throws Exception {
        IndicationSchema.subscribe(provider, URL, "SELECT * FROM CIM_AlertIndication");
        publish("before");
        CimInstance before = next();
        dispatcher.close();

        dispatcher = dispatcher(new SubscriptionStore(folder.resolve("s"), IndicationSchema.INTEROP));
        publish("after");
        CimInstance after = next();
        assertThat(after.string("Description")).contains("after");
        assertThat(after.value("SequenceNumber")).contains(CimInteger.sint64(0));
        assertThat(after.value("SequenceContext")).isPresent().isNotEqualTo(before.value("SequenceContext"));
    }

    @Test
    void sendsNothingForASubscriptionThatIsDeletedOrDisabled() throws Exception {
        var path = IndicationSchema.subscribe(provider, URL, "SELECT * FROM CIM_AlertIndication");
        provider.modify(
                IndicationSchema.ADMIN,
                path,
                CimInstance.builder("CIM_IndicationSubscription")
                        .uint16("SubscriptionState", 4)
                        .build());
        publish("while disabled");
        provider.delete(IndicationSchema.ADMIN, path);
        publish("after deletion");
        assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
}
