package org.qgate.agent.loop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.qgate.control.AlarmStatus;
import org.qgate.control.ControlEvent;

/** The alarms of one link: raised once, cleared by what ends them, or by themselves where nothing does. */
final class AlarmBoard {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String link;
    private final Consumer<ControlEvent> watches;
    private final Map<String, Alarm> alarms = new TreeMap<>();

    private record Alarm(String message, long sinceNanos, long untilNanos) {}

    AlarmBoard(String link, Consumer<ControlEvent> watches) {
        this.link = link;
        this.watches = watches;
    }

    /** Raises an alarm that something will clear; true if it was not raised before. */
    boolean raise(String code, String message, long nowNanos) {
        return raise(code, message, nowNanos, Long.MAX_VALUE);
    }

    /** Raises an alarm that ends by itself; raising it again prolongs it. */
    boolean raise(String code, String message, long nowNanos, long untilNanos) {
        Alarm before = alarms.get(code);
        alarms.put(code, new Alarm(message, before == null ? nowNanos : before.sinceNanos, untilNanos));
        if (before == null) {
            watches.accept(new ControlEvent.AlarmRaised(link, new AlarmStatus(code, message, 0)));
        }
        return before == null;
    }

    /** Clears an alarm; true if it was raised. */
    boolean clear(String code) {
        if (alarms.remove(code) == null) {
            return false;
        }
        watches.accept(new ControlEvent.AlarmCleared(link, code));
        return true;
    }

    boolean isRaised(String code) {
        return alarms.containsKey(code);
    }

    /** What is raised now, by code. */
    List<AlarmStatus> list(long nowNanos) {
        List<String> over = alarms.entrySet().stream()
                .filter(entry -> entry.getValue().untilNanos <= nowNanos)
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(this::clear);
        return alarms.entrySet().stream()
                .map(entry -> new AlarmStatus(
                        entry.getKey(),
                        entry.getValue().message,
                        (nowNanos - entry.getValue().sinceNanos) / NANOS_PER_MILLI))
                .toList();
    }
}
