package org.qgate.fleet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.fleet.gateway.FleetReading;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkHealth;

/** Finds what is different from the look before. */
final class HealthChanges {
    /**
     * A difference.
     *
     * @param gateway where
     * @param subject empty for the gateway itself, else the link
     * @param before empty the first time
     * @param now empty if it is gone
     */
    record Change(String gateway, String subject, String before, String now) {
        String text() {
            String what = subject.isEmpty() ? gateway : gateway + " link " + subject;
            return what + ": " + (before.isEmpty() ? "" : before + " -> ") + (now.isEmpty() ? "gone" : now);
        }
    }

    private record Subject(String gateway, String link) {}

    private Map<Subject, String> last = Map.of();

    List<Change> since(List<FleetReading<GatewayHealth>> readings) {
        Map<Subject, String> now = new LinkedHashMap<>();
        for (FleetReading<GatewayHealth> reading : readings) {
            now.put(new Subject(reading.gateway(), ""), HealthText.state(reading));
            if (reading.value().isEmpty()) {
                // What cannot be asked is not gone.
                last.forEach((subject, text) -> {
                    if (subject.gateway().equals(reading.gateway())) {
                        now.putIfAbsent(subject, text);
                    }
                });
            }
            for (LinkHealth link : reading.value().map(GatewayHealth::links).orElse(List.of())) {
                now.put(
                        new Subject(reading.gateway(), link.link()),
                        link.state() + ", " + link.suite() + ", " + link.periodMillis() + " ms, " + link.alarms()
                                + " alarms");
            }
        }
        List<Change> changes = new ArrayList<>();
        now.forEach((subject, text) -> {
            String before = last.getOrDefault(subject, "");
            if (!before.equals(text)) {
                changes.add(new Change(subject.gateway(), subject.link(), before, text));
            }
        });
        last.forEach((subject, text) -> {
            if (!now.containsKey(subject)) {
                changes.add(new Change(subject.gateway(), subject.link(), text, ""));
            }
        });
        last = Map.copyOf(now);
        return changes;
    }
}
