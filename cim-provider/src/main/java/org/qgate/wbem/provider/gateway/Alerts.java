package org.qgate.wbem.provider.gateway;

import java.time.Instant;
import java.util.List;
import org.qgate.control.LinkState;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;

/** Makes indications. Each has an identifier of its own, also over restarts of this program. */
final class Alerts {
    static final String LINK_STATE_CHANGED = "QGATE0001";
    static final String ALARM_RAISED = "QGATE0002";
    static final String ALARM_CLEARED = "QGATE0003";
    static final String AGENT_LOST = "QGATE0004";
    static final String AGENT_BACK = "QGATE0005";
    static final String LINK_RESET = "QGATE0006";
    static final String CONFIGURATION_CHANGED = "QGATE0007";
    static final String CHANGE_CONFIRMED = "QGATE0008";
    static final String CHANGE_TIMED_OUT = "QGATE0009";
    static final String CHANGE_UNDONE = "QGATE0010";

    static final int COMMUNICATIONS = 2;
    static final int MODEL_CHANGE = 7;
    static final int SECURITY = 8;

    static final int INFORMATION = 2;
    static final int WARNING = 3;
    static final int MAJOR = 5;
    static final int CRITICAL = 6;

    private static final int CAUSE_OTHER = 1;
    private static final int OBJECT_PATH = 2;

    private final GatewayNames names;
    private final String run;
    private long count;

    /**
     * @param started when this program started
     */
    Alerts(GatewayNames names, Instant started) {
        this.names = names;
        this.run = Long.toString(started.toEpochMilli());
    }

    /** What every alert says. */
    record Alert(
            String messageId, int type, int severity, CimObjectPath about, String message, List<String> arguments) {}

    CimInstance.Builder alert(Instant when, Alert alert) {
        return indication("QGATE_Alert", when)
                .uint16("PerceivedSeverity", alert.severity())
                .set("Description", alert.message())
                .set("AlertingManagedElement", alert.about().toString())
                .uint16("AlertingElementFormat", OBJECT_PATH)
                .uint16("AlertType", alert.type())
                .uint16("ProbableCause", CAUSE_OTHER)
                .set("ProbableCauseDescription", alert.message())
                .set("EventID", alert.messageId())
                .set("EventTime", CimDateTime.of(when))
                .set("SystemCreationClassName", GatewayNames.GATEWAY)
                .set("SystemName", names.system())
                .set("ProviderName", "qgate-wbem")
                .set("OwningEntity", "QGate")
                .set("MessageID", alert.messageId())
                .set("Message", alert.message())
                .set("MessageArguments", CimArray.ofStrings(alert.arguments()));
    }

    /** An indication of the DMTF's that an instance came, changed or went. */
    CimInstance.Builder lifecycle(String className, Instant when, CimInstance source) {
        return indication(className, when)
                .set("SourceInstance", source.withPath(null))
                .set("SourceInstanceModelPath", String.valueOf(source.path()));
    }

    /** The indication that an instance changed, and how it was before. */
    CimInstance modification(Instant when, CimInstance before, CimInstance after, List<String> changed) {
        return lifecycle("CIM_InstModification", when, after)
                .set("PreviousInstance", before.withPath(null))
                .set("ChangedPropertyNames", CimArray.ofStrings(changed))
                .build();
    }

    static int severity(LinkState state) {
        return switch (state) {
            case UP, RESETTING -> INFORMATION;
            case CONNECTING, HOLDING, REMOVED -> WARNING;
            case SUSPENDED -> MAJOR;
            case BLOCKED -> CRITICAL;
        };
    }

    private CimInstance.Builder indication(String className, Instant when) {
        count++;
        return CimInstance.builder(className)
                .set("IndicationIdentifier", "QGate:" + names.system() + ":" + run + ":" + count)
                .set("IndicationTime", CimDateTime.of(when));
    }
}
