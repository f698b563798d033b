package org.qgate.agent.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watches of all sessions, at most one each: when their next snapshot is due, and who gets events. */
final class WatchList {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(WatchList.class);

    private final ControlCodec codec;
    private final CommandSink commands;
    private final LongSupplier nanoClock;
    private final Map<ClientSession, Watch> watches = new ConcurrentHashMap<>();

    WatchList(ControlCodec codec, CommandSink commands, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.codec = codec;
        this.commands = commands;
    }

    void add(ClientSession session, long id, long intervalMillis, long nowNanos) {
        watches.put(session, new Watch(session, id, intervalMillis * NANOS_PER_MILLI, nowNanos));
    }

    void remove(ClientSession session) {
        watches.remove(session);
    }

    /** Milliseconds to the next snapshot that is due, at most {@code longest}. */
    long millisToNext(long nowNanos, long longest) {
        long millis = longest;
        for (Watch watch : watches.values()) {
            millis = Math.min(millis, ControlServer.millis(watch.dueNanos - nowNanos));
        }
        return Math.max(1, millis);
    }

    void askForSnapshots(long nowNanos) {
        for (Watch watch : watches.values()) {
            if (nowNanos - watch.dueNanos >= 0) {
                watch.skipTo(nowNanos);
                // Refused only if the agent is overloaded; then this snapshot is left out.
                commands.offer(new PendingCommand(new ControlCommand.Links(), "watch", watch));
            }
        }
    }

    /** Tells all watches; from any thread. */
    void publish(ControlEvent event) {
        watches.values().forEach(watch -> watch.send(event));
    }

    /** One watch; as the answer to its own question it turns the state of all links into an event. */
    private final class Watch implements CommandAnswer {
        private final ClientSession session;
        private final long id;
        private final long intervalNanos;
        private final long startNanos;
        private long dueNanos;
        private long sequence;

        Watch(ClientSession session, long id, long intervalNanos, long nowNanos) {
            this.session = session;
            this.id = id;
            this.intervalNanos = intervalNanos;
            this.startNanos = nowNanos;
            this.dueNanos = nowNanos;
        }

        /** Keeps to the raster of the first snapshot; what was missed is not made up for. */
        void skipTo(long nowNanos) {
            long intervals = (nowNanos - startNanos) / intervalNanos + 1;
            dueNanos = startNanos + intervals * intervalNanos;
        }

        @Override
        public void reply(ControlReply reply) {
            if (reply instanceof ControlReply.Links links) {
                sequence++;
                send(new ControlEvent.Snapshot(sequence, links.uptimeMillis(), links.links()));
            }
        }

        @Override
        public void refuse(ErrorCode code, String message) {
            LOG.warn("a watch got no snapshot: {}", message);
        }

        private void send(ControlEvent event) {
            if (session.send(codec.encode(ServerMessage.event(id, event))) || session.isEnding()) {
                return;
            }
            watches.remove(session, this);
            LOG.warn(
                    "the watch of user {} is dropped: it reads too slowly",
                    session.caller().user());
            ControlEvent ended = new ControlEvent.WatchEnded("this client reads too slowly: more than "
                    + ClientSession.WAITING_BYTES_MAX + " bytes were waiting; choose a longer interval");
            session.end(codec.encode(ServerMessage.event(id, ended)), nanoClock.getAsLong());
        }
    }
}
