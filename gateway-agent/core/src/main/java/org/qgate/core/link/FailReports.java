package org.qgate.core.link;

import java.util.EnumMap;
import java.util.Map;
import org.qgate.core.model.Channel;
import org.qgate.core.wire.FailReason;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;

/** Tells the sender why its indexes are void: one FAIL a reason and pause, since voids travel in credits anyhow. */
final class FailReports {
    /** Shortest time between two reports of one reason. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private final LinkContext context;
    private final Session session;
    private final Map<FailReason, Report> waiting = new EnumMap<>(FailReason.class);
    private final Map<FailReason, Long> allowedAtNanos = new EnumMap<>(FailReason.class);

    private record Report(long firstIndex, int count) {}

    FailReports(LinkContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** Indexes failed; told with the next messages if no such report left lately. */
    void tell(FailReason reason, long firstIndex, int count) {
        if (context.now() >= allowedAtNanos.getOrDefault(reason, Long.MIN_VALUE)) {
            allowedAtNanos.put(reason, context.now() + PAUSE_NANOS);
            waiting.put(reason, new Report(firstIndex, count));
        }
    }

    /** Transmits what waits; nothing of an epoch that is over. */
    void act(Status status, boolean over) {
        if (!over) {
            waiting.forEach((reason, report) -> session.send(
                    new Message.Fail(status, Channel.DATA, report.firstIndex, report.count, reason.code())));
        }
        waiting.clear();
    }
}
