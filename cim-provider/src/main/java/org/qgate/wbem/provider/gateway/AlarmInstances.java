package org.qgate.wbem.provider.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qgate.control.AlarmStatus;
import org.qgate.control.LinkStatus;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;

/** What is wrong with links now. */
final class AlarmInstances {
    /** PerceivedSeverity Critical: traffic stands still or a promise about keys is in doubt. */
    private static final int CRITICAL = 6;

    private static final int MAJOR = 5;
    private static final int WARNING = 3;

    private final GatewayNames names;

    AlarmInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> alarms(AgentReading reading) {
        List<CimInstance> alarms = new ArrayList<>();
        reading.last().ifPresent(last -> {
            for (LinkStatus link : last.links()) {
                link.alarms().forEach(alarm -> alarms.add(alarm(link.link(), alarm, last.taken())));
            }
        });
        return alarms;
    }

    CimInstance alarm(String link, AlarmStatus alarm, Instant now) {
        return GatewayNames.instance(names.alarm(link, alarm.code()))
                .set("ElementName", link + ": " + alarm.code())
                .set("LinkName", link)
                .set("AlarmCode", alarm.code())
                .set("Message", alarm.message())
                .set("TimeRaised", CimDateTime.of(now.minusMillis(alarm.ageMillis())))
                .uint16("PerceivedSeverity", severity(alarm.code()))
                .build();
    }

    /** By the agent's name for the alarm; one that is new to this program counts as major. */
    static int severity(String code) {
        return switch (code) {
            case "outbound-blocked", "key-mismatch", "storage-failed" -> CRITICAL;
            case "reset-deferred", "old-state", "clocks-moved" -> WARNING;
            default -> MAJOR;
        };
    }
}
