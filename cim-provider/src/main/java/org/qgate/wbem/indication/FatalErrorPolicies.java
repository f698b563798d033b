package org.qgate.wbem.indication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscription asks for when its destination fails for good (OnFatalErrorPolicy): to be disabled or removed. Without a
 * FailureTriggerTimeInterval a destination fails for good when an indication for it is given up.
 */
final class FatalErrorPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrorPolicies.class);

    private static final long DISABLE = 3;
    private static final long REMOVE = 4;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final SubscriptionStore store;

    FatalErrorPolicies(SubscriptionStore store) {
        this.store = store;
    }

    /**
     * Applies the policies of all subscriptions of a destination.
     *
     * @param failingMillis how long the destination has failed
     * @param givenUp whether an indication was given up
     */
    void apply(CimObjectPath destination, long failingMillis, boolean givenUp) {
        for (CimInstance subscription : store.ofClass(SubscriptionClasses.SUBSCRIPTION)) {
            if (destination.equals(subscription.reference("Handler").orElse(null))
                    && isFatal(subscription, failingMillis, givenUp)) {
                apply(subscription);
            }
        }
    }

    private static boolean isFatal(CimInstance subscription, long failingMillis, boolean givenUp) {
        return subscription.value("FailureTriggerTimeInterval").orElse(null) instanceof CimInteger seconds
                ? failingMillis / MILLIS_PER_SECOND >= seconds.bits()
                : givenUp;
    }

    private void apply(CimInstance subscription) {
        CimObjectPath path = subscription.path();
        long policy =
                subscription.value("OnFatalErrorPolicy").orElse(null) instanceof CimInteger number ? number.bits() : 0;
        if (path == null || (policy != DISABLE && policy != REMOVE) || isDisabled(subscription)) {
            return;
        }
        try {
            if (policy == REMOVE) {
                store.remove(path);
            } else {
                store.put(disabled(subscription));
            }
            LOG.warn("{} is {}: its destination fails", path, policy == REMOVE ? "removed" : "disabled");
        } catch (IOException e) {
            LOG.error("{} should end, but that cannot be kept: {}", path, e.getMessage());
        }
    }

    private static boolean isDisabled(CimInstance subscription) {
        return CimInteger.uint16(SubscriptionClasses.DISABLED)
                .equals(subscription.value("SubscriptionState").orElse(null));
    }

    private static CimInstance disabled(CimInstance subscription) {
        List<CimProperty> properties = new ArrayList<>(subscription.properties());
        properties.removeIf(property -> property.name().equals("SubscriptionState"));
        properties.add(CimProperty.of("SubscriptionState", CimInteger.uint16(SubscriptionClasses.DISABLED)));
        return subscription.withProperties(properties);
    }
}
