package org.qgate.wbem.indication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.schema.SchemaRepository;

class FatalErrorPoliciesTest {
    private static final SchemaRepository SCHEMAS = IndicationSchema.schemas();
    private static final int IGNORE = 2;
    private static final int DISABLE = 3;
    private static final int REMOVE = 4;

    @TempDir
    private Path folder;

    private SubscriptionStore store = new SubscriptionStore(Path.of("/nonexistent"), IndicationSchema.INTEROP);
    private SubscriptionProvider provider = provider(store);

    FatalErrorPoliciesTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        store = new SubscriptionStore(folder.resolve("s"), IndicationSchema.INTEROP);
        provider = provider(store);
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

    private CimObjectPath destination(String name) throws Exception {
        return provider.create(
                IndicationSchema.ADMIN, IndicationSchema.destination(name, "http://127.0.0.1:5990/" + name));
    }

    private CimObjectPath subscribe(CimObjectPath destination, int policy, long triggerSeconds) throws Exception {
        CimObjectPath filter = provider.create(
                IndicationSchema.ADMIN,
                IndicationSchema.filter("filter" + policy + triggerSeconds, "SELECT * FROM CIM_AlertIndication"));
        CimInstance.Builder subscription = CimInstance.builder("CIM_IndicationSubscription")
                .set("Filter", filter)
                .set("Handler", destination)
                .uint16("OnFatalErrorPolicy", policy);
        if (triggerSeconds > 0) {
            subscription.uint64("FailureTriggerTimeInterval", triggerSeconds);
        }
        return provider.create(IndicationSchema.ADMIN, subscription.build());
    }

    private CimInteger state(CimObjectPath subscription) {
        return (CimInteger) store.find(subscription)
                .flatMap(found -> found.value("SubscriptionState"))
                .orElseThrow();
    }

    @Test
    void eachSubscriptionOfADestinationThatFailsForGoodEndsAsItAskedFor() throws Exception {
        CimObjectPath failing = destination("failing");
        CimObjectPath ignoring = subscribe(failing, IGNORE, 0);
        CimObjectPath disabling = subscribe(failing, DISABLE, 0);
        CimObjectPath removing = subscribe(failing, REMOVE, 0);
        CimObjectPath elsewhere = subscribe(destination("healthy"), REMOVE, 7);
        FatalErrorPolicies policies = new FatalErrorPolicies(store);

        policies.apply(failing, 3_600_000, false);
        assertThat(store.ofClass(SubscriptionClasses.SUBSCRIPTION)).hasSize(4);
        policies.apply(failing, 3_600_000, true);

        assertThat(state(ignoring)).isEqualTo(CimInteger.uint16(SubscriptionClasses.ENABLED));
        assertThat(state(disabling)).isEqualTo(CimInteger.uint16(SubscriptionClasses.DISABLED));
        assertThat(store.find(removing)).isEmpty();
        assertThat(store.find(elsewhere)).isPresent();
        assertThat(new SubscriptionStore(folder.resolve("s"), IndicationSchema.INTEROP)
                        .find(Objects.requireNonNull(removing)))
                .isEmpty();
    }

    @Test
    void aTriggerIntervalMayEndASubscriptionEarlier() throws Exception {
        CimObjectPath failing = destination("failing");
        CimObjectPath removing = subscribe(failing, REMOVE, 60);
        FatalErrorPolicies policies = new FatalErrorPolicies(store);

        policies.apply(failing, 59_999, true);
        assertThat(store.find(removing)).isPresent();
        policies.apply(failing, 60_000, false);
        assertThat(store.find(removing)).isEmpty();
    }
}
