package org.qgate.wbem.provider.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.qgate.control.AlarmStatus;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.wbem.model.CimInstance;

/**
 * Turns what the agent tells into indications. It remembers the last state of each link and the alarms raised, so that what changed
 * while nobody could listen is told afterwards, and nothing is told twice. For one thread.
 */
final class EventTranslator {
    private final GatewayNames names;
    private final Alerts alerts;
    private final LinkInstances links;
    private final AlarmInstances alarmInstances;
    private final SettingChanges settings;
    private final Map<String, LinkStatus> known = new LinkedHashMap<>();
    private final Map<String, Map<String, AlarmStatus>> alarms = new HashMap<>();
    private boolean begun;

    EventTranslator(GatewayNames names, Instant started) {
        this.names = names;
        this.alerts = new Alerts(names, started);
        this.links = new LinkInstances(names);
        this.alarmInstances = new AlarmInstances(names);
        this.settings = new SettingChanges(names, alerts);
    }

    List<CimInstance> translate(ControlEvent event, Instant now) {
        List<CimInstance> told = new ArrayList<>();
        if (event instanceof ControlEvent.Snapshot snapshot) {
            compare(snapshot.links(), now, told);
        } else if (event instanceof ControlEvent.LinkStateChanged changed) {
            LinkStatus before = known.get(changed.link());
            if (before != null && before.state() != changed.to()) {
                stateChanged(before, withState(before, changed.to()), now, told);
            }
        } else if (event instanceof ControlEvent.AlarmRaised raised) {
            raise(raised.link(), raised.alarm(), now, told);
        } else if (event instanceof ControlEvent.AlarmCleared cleared) {
            clear(cleared.link(), cleared.code(), now, told);
        } else if (event instanceof ControlEvent.ConfigurationChanged changed) {
            told.add(confirmed(changed, now));
        } else if (event instanceof ControlEvent.ChangeRolledBack rolledBack) {
            told.add(undone(rolledBack, now));
        }
        return told;
    }

    /** What came, changed and went since the configurations were seen last. */
    List<CimInstance> compare(ControlReply.Configurations configurations, Instant now) {
        return settings.compare(configurations, now);
    }

    private CimInstance confirmed(ControlEvent.ConfigurationChanged changed, Instant now) {
        return ofChange(
                Alerts.CHANGE_CONFIRMED,
                Alerts.INFORMATION,
                changed.link(),
                new Change(changed.transaction(), changed.owner()),
                "the configuration of link " + changed.link() + " was changed by " + changed.owner() + ": generation "
                        + changed.generation(),
                now);
    }

    private CimInstance undone(ControlEvent.ChangeRolledBack rolledBack, Instant now) {
        return ofChange(
                rolledBack.timedOut() ? Alerts.CHANGE_TIMED_OUT : Alerts.CHANGE_UNDONE,
                rolledBack.timedOut() ? Alerts.WARNING : Alerts.INFORMATION,
                rolledBack.link(),
                new Change(rolledBack.transaction(), rolledBack.owner()),
                "the change of link " + rolledBack.link() + " by " + rolledBack.owner() + " was undone: "
                        + rolledBack.reason(),
                now);
    }

    private record Change(String transaction, String owner) {}

    private CimInstance ofChange(
            String messageId, int severity, String link, Change change, String message, Instant now) {
        return alerts.alert(
                        now,
                        new Alerts.Alert(
                                messageId,
                                Alerts.MODEL_CHANGE,
                                severity,
                                names.linkChange(link),
                                message,
                                List.of(link, change.transaction(), change.owner())))
                .set("LinkName", link)
                .set("TransactionID", change.transaction())
                .set("ChangeOwner", change.owner())
                .build();
    }

    /** The agent cannot be reached any more. */
    CimInstance lost(String reason, Instant now) {
        return alerts.alert(
                        now,
                        new Alerts.Alert(
                                Alerts.AGENT_LOST,
                                Alerts.COMMUNICATIONS,
                                Alerts.CRITICAL,
                                names.agentService(),
                                "the agent of gateway " + names.system() + " does not answer: " + reason,
                                List.of(reason)))
                .build();
    }

    /** The agent can be reached again. */
    CimInstance back(Instant now) {
        return alerts.alert(
                        now,
                        new Alerts.Alert(
                                Alerts.AGENT_BACK,
                                Alerts.COMMUNICATIONS,
                                Alerts.INFORMATION,
                                names.agentService(),
                                "the agent of gateway " + names.system() + " answers again",
                                List.of()))
                .build();
    }

    private void compare(List<LinkStatus> now, Instant when, List<CimInstance> told) {
        Map<String, LinkStatus> present = new LinkedHashMap<>();
        now.forEach(link -> present.put(link.link(), link));
        for (LinkStatus gone : List.copyOf(known.values())) {
            if (!present.containsKey(gone.link())) {
                told.add(alerts.lifecycle("CIM_InstDeletion", when, instance(gone))
                        .build());
                known.remove(gone.link());
                alarms.remove(gone.link());
            }
        }
        for (LinkStatus link : now) {
            LinkStatus before = known.get(link.link());
            if (before == null && begun) {
                told.add(alerts.lifecycle("CIM_InstCreation", when, instance(link))
                        .build());
            } else if (before != null && before.state() != link.state()) {
                stateChanged(before, link, when, told);
            }
            if (before != null) {
                configurationChanged(before, link, when, told);
            }
            known.put(link.link(), link);
            compareAlarms(link, when, told);
        }
        begun = true;
    }

    private void compareAlarms(LinkStatus link, Instant when, List<CimInstance> told) {
        Map<String, AlarmStatus> present = new HashMap<>();
        link.alarms().forEach(alarm -> present.put(alarm.code(), alarm));
        for (String code : List.copyOf(alarmsOf(link.link()).keySet())) {
            if (!present.containsKey(code)) {
                clear(link.link(), code, when, told);
            }
        }
        link.alarms().forEach(alarm -> raise(link.link(), alarm, when, told));
    }

    private void stateChanged(LinkStatus before, LinkStatus after, Instant when, List<CimInstance> told) {
        known.put(after.link(), after);
        boolean reset = after.state() == LinkState.RESETTING;
        String message = "link " + after.link() + " to " + after.peer() + " went from "
                + GatewayNames.word(before.state()) + " to " + GatewayNames.word(after.state()) + ": "
                + Health.of(after.state()).sentence();
        told.add(alerts.alert(
                        when,
                        new Alerts.Alert(
                                reset ? Alerts.LINK_RESET : Alerts.LINK_STATE_CHANGED,
                                Alerts.COMMUNICATIONS,
                                Alerts.severity(after.state()),
                                names.link(after.link()),
                                message,
                                List.of(
                                        after.link(),
                                        GatewayNames.word(before.state()),
                                        GatewayNames.word(after.state()))))
                .set("LinkName", after.link())
                .uint16("PreviousLinkState", Health.number(before.state()))
                .uint16("LinkState", Health.number(after.state()))
                .build());
        told.add(alerts.modification(
                when, instance(before), instance(after), List.of("LinkState", "OperationalStatus")));
    }

    private void configurationChanged(LinkStatus before, LinkStatus after, Instant when, List<CimInstance> told) {
        List<String> changed = new ArrayList<>();
        addIfChanged(
                "KeyPeriodMillis",
                before.outbound().periodMillis(),
                after.outbound().periodMillis(),
                changed);
        addIfChanged("Suite", before.suite(), after.suite(), changed);
        addIfChanged("LocalAddress", before.localAddress(), after.localAddress(), changed);
        addIfChanged("PeerAddress", before.peerAddress(), after.peerAddress(), changed);
        addIfChanged("PeerName", before.peer(), after.peer(), changed);
        if (changed.isEmpty()) {
            return;
        }
        told.add(alerts.alert(
                        when,
                        new Alerts.Alert(
                                Alerts.CONFIGURATION_CHANGED,
                                Alerts.MODEL_CHANGE,
                                Alerts.INFORMATION,
                                names.link(after.link()),
                                "the configuration of link " + after.link() + " changed: " + String.join(", ", changed),
                                List.of(after.link(), String.join(",", changed))))
                .set("LinkName", after.link())
                .build());
        told.add(alerts.modification(when, instance(before), instance(after), changed));
    }

    private static void addIfChanged(String name, Object before, Object after, List<String> changed) {
        if (!Objects.equals(before, after)) {
            changed.add(name);
        }
    }

    private void raise(String link, AlarmStatus alarm, Instant when, List<CimInstance> told) {
        if (alarmsOf(link).put(alarm.code(), alarm) != null) {
            return;
        }
        told.add(alarm(
                Alerts.ALARM_RAISED,
                AlarmInstances.severity(alarm.code()),
                link,
                alarm.code(),
                when,
                "alarm " + alarm.code() + " on link " + link + ": " + alarm.message()));
        told.add(alerts.lifecycle("CIM_InstCreation", when, alarmInstances.alarm(link, alarm, when))
                .build());
    }

    private void clear(String link, String code, Instant when, List<CimInstance> told) {
        Optional<AlarmStatus> over = Optional.ofNullable(alarmsOf(link).remove(code));
        if (over.isEmpty()) {
            return;
        }
        told.add(alarm(
                Alerts.ALARM_CLEARED,
                Alerts.INFORMATION,
                link,
                code,
                when,
                "alarm " + code + " on link " + link + " is over"));
        told.add(alerts.lifecycle("CIM_InstDeletion", when, alarmInstances.alarm(link, over.get(), when))
                .build());
    }

    private CimInstance alarm(String messageId, int severity, String link, String code, Instant when, String message) {
        return alerts.alert(
                        when,
                        new Alerts.Alert(
                                messageId, Alerts.SECURITY, severity, names.link(link), message, List.of(link, code)))
                .set("LinkName", link)
                .set("AlarmCode", code)
                .build();
    }

    private Map<String, AlarmStatus> alarmsOf(String link) {
        return alarms.computeIfAbsent(link, none -> new LinkedHashMap<>());
    }

    private CimInstance instance(LinkStatus link) {
        return links.link(link, new AgentReading(Optional.empty(), true, ""));
    }

    private static LinkStatus withState(LinkStatus link, LinkState state) {
        return new LinkStatus(
                link.link(),
                link.peer(),
                link.localAddress(),
                link.peerAddress(),
                link.suite(),
                link.transport(),
                state,
                link.epoch(),
                link.protocolVersion(),
                link.resets(),
                link.outbound(),
                link.inbound(),
                link.offload(),
                link.controlAh(),
                link.alarms());
    }
}
