package org.qgate.wbem.provider.gateway;

import java.util.List;
import org.qgate.control.LinkState;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInstance;

/**
 * How an element fares, in the numbers of the DMTF's value maps.
 *
 * @param operational of OperationalStatus
 * @param health of HealthState
 * @param enabled of EnabledState
 * @param sentence of StatusDescriptions
 */
record Health(int operational, int health, int enabled, String sentence) {
    private static final int UNKNOWN = 0;
    private static final int PRIMARY_OK = 1;
    private static final int PRIMARY_DEGRADED = 2;
    private static final int PRIMARY_ERROR = 3;
    private static final int LOST_COMMUNICATION = 13;
    private static final int COMMUNICATION_OK = 2;
    private static final int COMMUNICATION_LOST = 3;
    private static final int HEALTH_OK = 5;
    private static final int HEALTH_DEGRADED = 10;
    private static final int ENABLED = 2;
    private static final int ENABLED_BUT_OFFLINE = 6;

    static Health ok(String sentence) {
        return new Health(2, HEALTH_OK, ENABLED, sentence);
    }

    static Health degraded(String sentence) {
        return new Health(3, HEALTH_DEGRADED, ENABLED, sentence);
    }

    /** Of everything that the agent alone could tell of. */
    static Health outOfContact(String reason) {
        return new Health(LOST_COMMUNICATION, UNKNOWN, UNKNOWN, "the agent does not answer: " + reason);
    }

    static Health of(LinkState state) {
        return switch (state) {
            case CONNECTING -> new Health(8, HEALTH_DEGRADED, 10, "connecting to the peer; traffic is blocked");
            case UP -> ok("keys change in both directions");
            case RESETTING -> ok("a new epoch is set up while the old one carries traffic");
            case HOLDING -> degraded("out of keys or credit: the current key stays in use up to its limit");
            case SUSPENDED ->
                new Health(3, 15, ENABLED_BUT_OFFLINE, "the peer is silent; the epoch is kept and will be resumed");
            case BLOCKED ->
                new Health(
                        6,
                        20,
                        ENABLED_BUT_OFFLINE,
                        "a limit was reached: nothing is sent until new keys are confirmed");
            case REMOVED -> new Health(10, HEALTH_OK, 3, "removed by command");
        };
    }

    /** The number of QGATE_Link.LinkState. */
    static int number(LinkState state) {
        return switch (state) {
            case CONNECTING -> 2;
            case UP -> 3;
            case RESETTING -> 4;
            case HOLDING -> 5;
            case SUSPENDED -> 6;
            case BLOCKED -> 7;
            case REMOVED -> 8;
        };
    }

    /** Sets the properties of CIM_ManagedSystemElement. */
    CimInstance.Builder describe(CimInstance.Builder builder) {
        boolean lost = operational == LOST_COMMUNICATION;
        int primary = health == HEALTH_OK ? PRIMARY_OK : health == HEALTH_DEGRADED ? PRIMARY_DEGRADED : PRIMARY_ERROR;
        return builder.set("OperationalStatus", CimArray.ofUint16(operational))
                .set("StatusDescriptions", CimArray.ofStrings(List.of(sentence)))
                .uint16("HealthState", health)
                .uint16("PrimaryStatus", lost ? UNKNOWN : primary)
                .uint16("CommunicationStatus", lost ? COMMUNICATION_LOST : COMMUNICATION_OK);
    }

    /** Sets the properties of CIM_EnabledLogicalElement too. */
    CimInstance.Builder describeEnabled(CimInstance.Builder builder) {
        return describe(builder).uint16("EnabledState", enabled).uint16("RequestedState", 12);
    }
}
