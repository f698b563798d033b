package org.qgate.wbem.indication;

import java.util.List;

/** The classes that clients make to get indications, and their properties. */
final class SubscriptionClasses {
    static final String FILTER = "CIM_IndicationFilter";
    static final String DESTINATION = "CIM_ListenerDestinationCIMXML";
    static final String SUBSCRIPTION = "CIM_IndicationSubscription";
    static final List<String> ALL = List.of(FILTER, DESTINATION, SUBSCRIPTION);

    /** SubscriptionState: Enabled. */
    static final int ENABLED = 2;

    /** SubscriptionState: Disabled. */
    static final int DISABLED = 4;

    private SubscriptionClasses() {}
}
